/**
 * What a decoder is, apart from any runtime: its {@link dev.ember.inference.model.DecoderConfig}
 * and its {@link dev.ember.inference.model.DecoderWeights}.
 *
 * <p>Letters of every shape comment in this library: {@code B} batch, {@code T} time (new
 * positions), {@code C} context, {@code L} layers, {@code E} hidden size, {@code H} query heads,
 * {@code K} key/value heads, {@code D} head size, {@code F} feed-forward size, {@code V}
 * vocabulary.
 */
@NullMarked
package dev.ember.inference.model;

import org.jspecify.annotations.NullMarked;
