/**
 * What the benchmarks of the tool need: {@link dev.ember.converter.cli.bench.RandomCheckpoint}
 * makes a model as large as is asked for, whose weights mean nothing.
 */
@NullMarked
package dev.ember.converter.cli.bench;

import org.jspecify.annotations.NullMarked;
