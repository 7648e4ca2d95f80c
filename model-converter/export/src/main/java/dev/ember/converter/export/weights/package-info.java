/**
 * Float32 weights on their way into a bundle: a {@link
 * dev.ember.converter.export.weights.WeightSource} gives the canonical tensors a few rows at a
 * time, and {@link dev.ember.converter.export.weights.Quantizer} rounds each row to eight bits.
 *
 * <p>Nothing here holds a whole model: a phone converts a model larger than its heap.
 */
@NullMarked
package dev.ember.converter.export.weights;

import org.jspecify.annotations.NullMarked;
