/**
 * Logits to a token. {@link dev.ember.inference.sample.SamplingOptions} documents the fixed order
 * of the steps.
 */
@NullMarked
package dev.ember.inference.sample;

import org.jspecify.annotations.NullMarked;
