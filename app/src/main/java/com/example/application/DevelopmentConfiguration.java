package com.example.application;

import java.util.Map;

/** One developer. */
public class DevelopmentConfiguration extends Configuration {

    public DevelopmentConfiguration(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public int poolSize() {
        return 4;
    }
}
