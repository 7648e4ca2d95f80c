/**
 * Runs a bundle's {@code model.tflite} on TensorFlow Lite with XNNPACK. {@link
 * dev.ember.inference.backend.tflite.TfliteBackend} is the entry point, on a phone and on a desktop
 * the same class over different natives.
 *
 * <pre>
 * token -> EmbeddingTable row, RopeTable angles, mask -> TfliteSignature.invoke
 *       -> logits, new keys and values -> appended to the TfliteKvCache
 * </pre>
 *
 * <p>Traps: the native side keeps raw addresses, so whatever is bound must stay reachable and must
 * be 64-byte aligned; JavaCPP counts the process's memory against the heap unless told not to
 * ({@code NativeLibrary}); the weights are packed by a delegate of our own making ({@code
 * XnnpackDelegate}), since the runtime's own packs them for each signature, and can be kept in a
 * file ({@link dev.ember.inference.backend.tflite.WeightCache}).
 */
@NullMarked
package dev.ember.inference.backend.tflite;

import org.jspecify.annotations.NullMarked;
