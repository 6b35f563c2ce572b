package com.example.application;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;

/** Puts the parts together and serves until it is told to stop. */
public class Application {

    private Application() {}

    public static void main(String[] args) throws IOException {
        Configuration configuration = Configuration.from(System.getenv());
        HikariDataSource pool = DataSources.pool(configuration);
        HttpApi api = new HttpApi(configuration, new UserRepository(pool), new Health(pool));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            api.close();
            pool.close();
        }));
        api.start();
        System.out.println("Listening on http://" + configuration.host() + ":" + api.port());
    }
}
