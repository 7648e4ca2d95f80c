/**
 * The proof on a phone's own libraries: the classes that ship, over the very {@code .so} files that
 * a phone loads, in a desktop JVM. {@link dev.ember.phonelibs.RuntimeUnderTest} says which of them
 * this JVM was started for; {@code docs/PHONE-TRUTH.md} says what it shows and what it cannot.
 */
@NullMarked
package dev.ember.phonelibs;

import org.jspecify.annotations.NullMarked;
