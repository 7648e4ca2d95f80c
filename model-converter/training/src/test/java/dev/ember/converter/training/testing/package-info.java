/** What tests of several packages share: {@link dev.ember.converter.training.testing.StopAfter}. */
@NullMarked
package dev.ember.converter.training.testing;

import org.jspecify.annotations.NullMarked;
