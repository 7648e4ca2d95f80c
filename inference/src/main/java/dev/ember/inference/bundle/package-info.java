/**
 * The {@code .ember} file: one ZIP of stored, aligned entries that holds a whole model. Start at
 * {@link dev.ember.inference.bundle.Manifest}; {@code docs/BUNDLE.md} specifies it byte by byte.
 */
@NullMarked
package dev.ember.inference.bundle;

import org.jspecify.annotations.NullMarked;
