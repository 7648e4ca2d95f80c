/**
 * What people and scripts see of a run: {@link dev.ember.converter.training.progress.ProgressBar}
 * on the terminal and {@link dev.ember.converter.training.progress.LossLog} in a file.
 */
@NullMarked
package dev.ember.converter.training.progress;

import org.jspecify.annotations.NullMarked;
