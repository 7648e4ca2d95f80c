/** What the tests feed the steps with: {@link dev.ember.assembly.testing.Jars}. */
@NullMarked
package dev.ember.assembly.testing;

import org.jspecify.annotations.NullMarked;
