/**
 * Options that several commands share, such as {@link
 * dev.ember.converter.cli.option.GenerationArguments}.
 */
@NullMarked
package dev.ember.converter.cli.option;

import org.jspecify.annotations.NullMarked;
