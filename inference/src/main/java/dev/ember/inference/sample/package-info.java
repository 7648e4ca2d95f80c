/**
 * Logits to a token: {@link dev.ember.inference.sample.Sampler}. {@link
 * dev.ember.inference.sample.SamplingOptions} documents the fixed order of the steps.
 *
 * <p>Words: a <em>logit</em> is what the model gives, a <em>weight</em> is {@code exp((logit - max)
 * / temperature)}, a <em>probability</em> is a weight over the sum of the weights.
 */
@NullMarked
package dev.ember.inference.sample;

import org.jspecify.annotations.NullMarked;
