/** The desktop tool {@code ember}. */
@NullMarked
package dev.ember.converter.cli;

import org.jspecify.annotations.NullMarked;
