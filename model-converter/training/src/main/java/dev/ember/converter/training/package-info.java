/**
 * Text to checkpoint on libtorch, stage by stage. Start at {@link
 * dev.ember.converter.training.TrainerMain}, which has a verb for each stage; {@link
 * dev.ember.converter.training.TrainingRun} is the whole path of a preset in one method. What the
 * stages share around their loop is told in package {@code run}.
 *
 * <pre>
 * corpus -> tokenizer -> encode -> pretrain -> sft -> checkpoint
 *                          (both through loop, over model and optim, heard by progress)
 * </pre>
 *
 * <p>Trap: libtorch reads {@code OMP_WAIT_POLICY} and {@code OPENBLAS_NUM_THREADS} when its natives
 * load, so the trainer is a JVM of its own that is started with them.
 */
@NullMarked
package dev.ember.converter.training;

import org.jspecify.annotations.NullMarked;
