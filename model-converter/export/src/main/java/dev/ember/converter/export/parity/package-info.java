/**
 * Whether the converted model still says what the checkpoint says: {@link
 * dev.ember.converter.export.parity.ParityCheck}. No bundle is written that fails it.
 */
@NullMarked
package dev.ember.converter.export.parity;

import org.jspecify.annotations.NullMarked;
