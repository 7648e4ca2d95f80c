/**
 * How fast this machine trains: {@link dev.ember.converter.training.bench.BenchTrainCommand}.
 *
 * <p>Trap: compare tokens a second of processor time, not of the clock, where others work beside.
 */
@NullMarked
package dev.ember.converter.training.bench;

import org.jspecify.annotations.NullMarked;
