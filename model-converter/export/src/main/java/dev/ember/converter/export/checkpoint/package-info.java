/**
 * Reads a model's folder in the Hugging Face layout, {@link
 * dev.ember.converter.export.checkpoint.HuggingFaceModel}: the weights, and what a chat needs
 * beside them.
 *
 * <p>Traps: what a configuration does not say may change the mathematics without an error, so a
 * field that is not understood is refused. Query heads are scaled here, once, by {@code 1/sqrt(D)}.
 */
@NullMarked
package dev.ember.converter.export.checkpoint;

import org.jspecify.annotations.NullMarked;
