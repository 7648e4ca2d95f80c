/**
 * Class files to dex: {@link dev.ember.assembly.dex.DexStep} compiles each jar once and merges,
 * {@link dev.ember.assembly.dex.ClosureStep} proves that every class, field and method that the
 * code names exists.
 */
@NullMarked
package dev.ember.assembly.dex;

import org.jspecify.annotations.NullMarked;
