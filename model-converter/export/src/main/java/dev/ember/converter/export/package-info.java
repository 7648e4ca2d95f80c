/** Checkpoint to bundle: weights, quantizer, graph writer, parity check. Clean at API 26. */
@NullMarked
package dev.ember.converter.export;

import org.jspecify.annotations.NullMarked;
