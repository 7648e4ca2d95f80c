/** Tests of {@link dev.ember.app.inside.meaning.MeaningTask} and of the map. */
@NullMarked
package dev.ember.app.inside.meaning;

import org.jspecify.annotations.NullMarked;
