/** Files that come from anywhere: {@link dev.ember.app.attach.TextFileTest}. */
@NullMarked
package dev.ember.app.attach;

import org.jspecify.annotations.NullMarked;
