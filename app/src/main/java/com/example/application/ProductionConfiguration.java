package com.example.application;

import java.util.Map;

/** Many users, one database that is not ours alone. */
public class ProductionConfiguration extends Configuration {

    public ProductionConfiguration(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public int poolSize() {
        return 10;
    }

    /**
     * Two more than docker/haproxy.cfg sends a process at once, so that its health is told while it is busy; it waits
     * for slow clients in our place.
     */
    @Override
    public int threads() {
        return 32;
    }
}
