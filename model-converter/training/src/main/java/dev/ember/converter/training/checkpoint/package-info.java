/**
 * What a run leaves on disk: {@link dev.ember.converter.training.checkpoint.TrainingState} to go on
 * from, and {@link dev.ember.converter.training.checkpoint.HuggingFaceFolder} for everyone else.
 */
@NullMarked
package dev.ember.converter.training.checkpoint;

import org.jspecify.annotations.NullMarked;
