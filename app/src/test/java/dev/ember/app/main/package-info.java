/** What may come in from outside: {@link dev.ember.app.main.ArrivalTest}. */
@NullMarked
package dev.ember.app.main;

import org.jspecify.annotations.NullMarked;
