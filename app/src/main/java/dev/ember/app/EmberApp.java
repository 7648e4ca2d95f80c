package dev.ember.app;

import android.app.Application;

/** The process: makes the executors, the database and the engine once, and keeps them. */
public class EmberApp extends Application {}
