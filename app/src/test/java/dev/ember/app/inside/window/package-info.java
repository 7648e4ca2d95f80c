/** Tests of {@link dev.ember.app.inside.window.WindowTask}. */
@NullMarked
package dev.ember.app.inside.window;

import org.jspecify.annotations.NullMarked;
