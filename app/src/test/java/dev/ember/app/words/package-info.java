/** The app's words: {@link dev.ember.app.words.StringsTest} holds both languages together. */
@NullMarked
package dev.ember.app.words;

import org.jspecify.annotations.NullMarked;
