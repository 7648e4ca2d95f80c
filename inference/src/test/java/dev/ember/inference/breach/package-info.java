/**
 * Breaches of the rules, so that a test sees each rule fail: {@link
 * dev.ember.inference.breach.Noise}.
 */
@NullMarked
package dev.ember.inference.breach;

import org.jspecify.annotations.NullMarked;
