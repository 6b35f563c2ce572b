package com.example.application;

/** A row of the table users. */
public record User(long id, String email) {}
