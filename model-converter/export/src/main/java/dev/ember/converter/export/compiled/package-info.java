/**
 * Models that others have compiled for one runtime: LiteRT-LM's {@code .litertlm}, MediaPipe's
 * {@code .task}, a bare {@code .tflite}. {@link dev.ember.converter.export.compiled.CompiledModel}
 * shows what is in one; there is no way from their graphs back to weights, so none is imported.
 *
 * <p>Trap: such a file comes from anywhere. Every offset in it is checked before it is followed.
 */
@NullMarked
package dev.ember.converter.export.compiled;

import org.jspecify.annotations.NullMarked;
