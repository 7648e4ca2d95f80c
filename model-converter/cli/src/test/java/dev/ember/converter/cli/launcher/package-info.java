/**
 * The script {@code ember} as a stranger runs it: {@link
 * dev.ember.converter.cli.launcher.LauncherTest} in a {@link
 * dev.ember.converter.cli.launcher.FakeCheckout} where Java and Maven are scripts that note how
 * they were called.
 */
@NullMarked
package dev.ember.converter.cli.launcher;

import org.jspecify.annotations.NullMarked;
