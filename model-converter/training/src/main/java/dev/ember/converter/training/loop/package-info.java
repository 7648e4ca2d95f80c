/**
 * The training loop that every stage shares: {@link dev.ember.converter.training.loop.TrainingLoop}
 * takes batches from a {@link dev.ember.converter.training.loop.BatchSource} and steps the
 * optimizer.
 *
 * <p>Trap: a batch is a pure function of the step's number, which is why a checkpoint holds no
 * state of a random generator.
 */
@NullMarked
package dev.ember.converter.training.loop;

import org.jspecify.annotations.NullMarked;
