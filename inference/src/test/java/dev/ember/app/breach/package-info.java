/** An app with more than fits into it: {@link dev.ember.app.breach.Pocket}. */
@NullMarked
package dev.ember.app.breach;

import org.jspecify.annotations.NullMarked;
