/**
 * The archive itself: {@link dev.ember.assembly.apk.PackageStep} fills it in the order of {@link
 * dev.ember.assembly.apk.ApkEntries}, {@link dev.ember.assembly.apk.SigningStep} aligns and signs
 * it.
 */
@NullMarked
package dev.ember.assembly.apk;

import org.jspecify.annotations.NullMarked;
