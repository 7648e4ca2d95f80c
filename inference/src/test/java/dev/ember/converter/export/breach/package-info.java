/** The upper end of a wrong dependency: {@link dev.ember.converter.export.breach.Upwards}. */
@NullMarked
package dev.ember.converter.export.breach;

import org.jspecify.annotations.NullMarked;
