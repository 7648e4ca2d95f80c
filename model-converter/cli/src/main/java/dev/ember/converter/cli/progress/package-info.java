/**
 * How far long work is: {@link dev.ember.converter.cli.progress.TimeLeft} guesses from the last
 * seconds when it ends, {@link dev.ember.converter.cli.progress.Amount} says bytes and times.
 */
@NullMarked
package dev.ember.converter.cli.progress;

import org.jspecify.annotations.NullMarked;
