package com.example.application;

/** Another user has this e-mail address already. */
public class DuplicateEmailException extends RuntimeException {

    public DuplicateEmailException(String email, Throwable cause) {
        super("there is a user with the e-mail address " + email + " already", cause);
    }
}
