/** The models on this phone: {@link dev.ember.app.library.LoadGuardTest}. */
@NullMarked
package dev.ember.app.library;

import org.jspecify.annotations.NullMarked;
