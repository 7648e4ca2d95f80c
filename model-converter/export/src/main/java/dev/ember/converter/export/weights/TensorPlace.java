package dev.ember.converter.export.weights;

/**
 * Where the parts of an encoded tensor go in a file.
 *
 * @param values offset of the values
 * @param blockScales offset of the scales of blocks; not used where there are none
 * @param constants offset of the constants of blocks; not used where there are none
 */
public record TensorPlace(long values, long blockScales, long constants) {}
