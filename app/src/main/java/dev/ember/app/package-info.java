/**
 * The app: {@link dev.ember.app.EmberApp} makes what lives as long as the process; each screen has
 * a package of its own.
 *
 * <pre>
 * main (MainActivity) -> chats, chat (screens and view models) -> widget
 * app (EmberApp), chats, chat -> scope -> engine -> data -> concurrent
 * </pre>
 */
@NullMarked
package dev.ember.app;

import org.jspecify.annotations.NullMarked;
