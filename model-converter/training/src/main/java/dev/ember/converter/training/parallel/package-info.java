/**
 * One model trained by several processes: {@link dev.ember.converter.training.parallel.Peers} add
 * their gradients before each step, so that all take the same one.
 *
 * <pre>
 * RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT (torchrun's) -> TCPStore -> ProcessGroupGloo -> sums
 * </pre>
 *
 * <p>Data-parallel: every process holds the whole model and the optimizer's memory, reads the same
 * step's shares and computes those whose number is its own modulo the processes. The sum of all is
 * the gradient of one large batch, so the curve is that of one process with the same batch, but for
 * the order of additions. The process of rank 0 alone writes files.
 */
@NullMarked
package dev.ember.converter.training.parallel;

import org.jspecify.annotations.NullMarked;
