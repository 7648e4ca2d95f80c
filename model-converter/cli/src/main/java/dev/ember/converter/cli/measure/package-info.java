/**
 * Measurements of a model on this machine: {@link dev.ember.converter.cli.measure.Perplexity} tells
 * how well a model predicts a text.
 */
@NullMarked
package dev.ember.converter.cli.measure;

import org.jspecify.annotations.NullMarked;
