/**
 * A chat as the model sees it: {@link dev.ember.app.inside.window.WindowTask} fits it to the window
 * as the engine does, {@link dev.ember.app.inside.window.WindowFragment} shows it.
 */
@NullMarked
package dev.ember.app.inside.window;

import org.jspecify.annotations.NullMarked;
