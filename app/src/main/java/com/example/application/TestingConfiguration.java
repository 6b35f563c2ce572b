package com.example.application;

import java.util.Map;

/** A database that lives as long as one run of the tests. */
public class TestingConfiguration extends Configuration {

    public TestingConfiguration(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public int poolSize() {
        return 2;
    }

    @Override
    public boolean testing() {
        return true;
    }
}
