/**
 * Class files to dex: {@link dev.ember.assembly.dex.DexStep} compiles each jar once and merges,
 * {@link dev.ember.assembly.dex.ClosureStep} proves that every class, field and method that the
 * code names exists. For a release {@link dev.ember.assembly.dex.ShrinkStep} leaves out what is not
 * reached, {@link dev.ember.assembly.dex.LeftOut} holds it to that, and {@link
 * dev.ember.assembly.dex.ProfileStep} says what a phone compiles at once.
 */
@NullMarked
package dev.ember.assembly.dex;

import org.jspecify.annotations.NullMarked;
