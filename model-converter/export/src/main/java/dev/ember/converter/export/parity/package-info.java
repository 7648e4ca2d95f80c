/**
 * Whether the converted model still says what the checkpoint says, {@link
 * dev.ember.converter.export.parity.ParityCheck}, and says it again however it is asked, {@link
 * dev.ember.converter.export.parity.GoldenCheck}: a device will not run one that does not. No
 * bundle is written that fails them.
 */
@NullMarked
package dev.ember.converter.export.parity;

import org.jspecify.annotations.NullMarked;
