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
}
