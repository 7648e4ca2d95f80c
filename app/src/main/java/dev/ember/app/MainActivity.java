package dev.ember.app;

import androidx.appcompat.app.AppCompatActivity;

/** The window that holds every screen. */
public final class MainActivity extends AppCompatActivity {}
