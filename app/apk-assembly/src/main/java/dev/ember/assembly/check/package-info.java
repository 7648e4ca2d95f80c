/**
 * Looks at a finished APK as a phone would and finds what is wrong with it: {@link
 * dev.ember.assembly.check.ApkChecks} runs every {@link dev.ember.assembly.check.ApkCheck}.
 *
 * <p>The steps that made the APK are not trusted: an archive without dex was once packed, aligned,
 * signed and verified without a complaint.
 */
@NullMarked
package dev.ember.assembly.check;

import org.jspecify.annotations.NullMarked;
