/**
 * How fast a model is on this phone, and whether it answers as its maker wrote down. {@link
 * dev.ember.app.benchmark.BenchmarkModel} walks through the protocols in steps of a fraction of a
 * second, so that a chat never waits for it; {@link dev.ember.app.benchmark.BenchmarkRun} is one
 * run, {@link dev.ember.app.benchmark.BenchmarkReport} what came out.
 *
 * <p>Trap: a chat may ask for another model between two steps. Then the run is thrown away, for
 * half of it was measured on a phone that did something else.
 */
@NullMarked
package dev.ember.app.benchmark;

import org.jspecify.annotations.NullMarked;
