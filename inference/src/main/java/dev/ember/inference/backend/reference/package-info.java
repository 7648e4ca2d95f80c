/**
 * The oracle: {@link dev.ember.inference.backend.reference.ReferenceBackend} computes a decoder in
 * plain loops over float32 weights, slowly and readably. Every other backend is compared with it.
 */
@NullMarked
package dev.ember.inference.backend.reference;

import org.jspecify.annotations.NullMarked;
