package dev.ember.converter.export.parity;

/**
 * A text to measure models on.
 *
 * @param description for people: which text it is
 * @param text the words
 */
public record MeasuringText(String description, String text) {}
