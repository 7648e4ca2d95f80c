/** Tests of {@link dev.ember.app.inside.attention.HeatScale} and what is chosen of a look. */
@NullMarked
package dev.ember.app.inside.attention;

import org.jspecify.annotations.NullMarked;
