/**
 * What single steps of inference take, by JMH: text to tokens and back ({@link
 * dev.ember.inference.benchmarks.TokenizerBenchmark}), logits to a token ({@link
 * dev.ember.inference.benchmarks.SamplerBenchmark}), a token to logits ({@link
 * dev.ember.inference.benchmarks.DecodeBenchmark}), a file to a model ({@link
 * dev.ember.inference.benchmarks.OpeningBenchmark}), and what a cache of halves would take ({@link
 * dev.ember.inference.benchmarks.HalfCacheBenchmark}). Whole prompts and answers are the matter of
 * {@code ember bench}.
 *
 * <p>The model is a bundle, the file that the system property {@code ember.model} names. JMH writes
 * subclasses of these classes, so none of them is final; it sets their public fields.
 */
@NullMarked
package dev.ember.inference.benchmarks;

import org.jspecify.annotations.NullMarked;
