/** Texts in one script, in the other and in both: {@link dev.ember.app.text.LanguageTest}. */
@NullMarked
package dev.ember.app.text;

import org.jspecify.annotations.NullMarked;
