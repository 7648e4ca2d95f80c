/** Tests of {@link dev.ember.app.sure.Sureness} and what shows it. */
@NullMarked
package dev.ember.app.sure;

import org.jspecify.annotations.NullMarked;
