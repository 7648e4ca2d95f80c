/**
 * How a model knows the order of words: the waves of 2017 as a picture and as curves, the turning
 * pairs of the model at hand, and what it would say next once two words of a sentence have changed
 * places. {@link dev.ember.app.inside.positions.PositionsTask} asks the model, {@link
 * dev.ember.app.inside.positions.PositionsFragment} shows it.
 */
@NullMarked
package dev.ember.app.inside.positions;

import org.jspecify.annotations.NullMarked;
