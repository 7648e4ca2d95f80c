/** Tests of what {@link dev.ember.app.inside.why.DrawLook} and its neighbours tell of an answer. */
@NullMarked
package dev.ember.app.inside.why;

import org.jspecify.annotations.NullMarked;
