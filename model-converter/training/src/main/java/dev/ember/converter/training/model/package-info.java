/**
 * The decoder on libtorch tensors: {@link dev.ember.converter.training.model.Gpt} is the forward
 * pass, {@link dev.ember.converter.training.model.Parameters} the weights, {@link
 * dev.ember.converter.training.model.ParameterLayout} where each lies.
 *
 * <pre>
 * Parameters (one flat float32 vector) -> cast once a step -> views by layout -> Gpt -> loss
 * </pre>
 *
 * <p>Letters of the shape comments are those of {@link dev.ember.inference.model.DecoderConfig};
 * {@code G = H / K} is the number of query heads that share a kv head.
 *
 * <p>Traps: every tensor of a step belongs to the step's {@code PointerScope}, without which native
 * memory grows by gigabytes; an in-place operation returns its receiver's own Java object, so its
 * result is never closed.
 */
@NullMarked
package dev.ember.converter.training.model;

import org.jspecify.annotations.NullMarked;
