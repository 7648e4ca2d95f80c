/** What tests of the app share; start at {@link dev.ember.app.testing.AppRule}. */
@NullMarked
package dev.ember.app.testing;

import org.jspecify.annotations.NullMarked;
