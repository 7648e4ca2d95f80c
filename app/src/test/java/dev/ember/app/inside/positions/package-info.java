/** Tests of {@link dev.ember.app.inside.positions.WordSwap} and of the table of waves. */
@NullMarked
package dev.ember.app.inside.positions;

import org.jspecify.annotations.NullMarked;
