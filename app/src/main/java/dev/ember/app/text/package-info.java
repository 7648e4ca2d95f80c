/** What a text is written in: {@link dev.ember.app.text.Language} counts, and asks nobody. */
@NullMarked
package dev.ember.app.text;

import org.jspecify.annotations.NullMarked;
