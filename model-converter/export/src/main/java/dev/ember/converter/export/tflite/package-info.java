/**
 * Writes {@code model.tflite} from plain Java: {@link
 * dev.ember.converter.export.tflite.TfliteWriter} is the entry point.
 *
 * <pre>
 * DecoderGraph (the decoder as numbered steps) -> Subgraph (operators) -> TfliteModel
 *              -> FlatbufferFile (tables) -> TfliteWriter (tables, then the weights, streamed)
 * </pre>
 *
 * <p>Traps: the form of the graph is the one that every runtime computes rightly, and several
 * tempting simplifications are silently wrong somewhere; {@code
 * docs/decisions/0004-decoder-graph-form.md} says which.
 */
@NullMarked
package dev.ember.converter.export.tflite;

import org.jspecify.annotations.NullMarked;
