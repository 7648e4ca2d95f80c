/** The window: {@link dev.ember.app.main.MainActivity} shows one screen at a time. */
@NullMarked
package dev.ember.app.main;

import org.jspecify.annotations.NullMarked;
