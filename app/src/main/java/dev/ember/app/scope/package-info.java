/** Where screens find what outlives them: {@link dev.ember.app.scope.AppScope}. */
@NullMarked
package dev.ember.app.scope;

import org.jspecify.annotations.NullMarked;
