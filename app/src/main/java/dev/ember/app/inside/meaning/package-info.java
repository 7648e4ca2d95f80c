/**
 * Meaning as direction: what lies near a word in the model's own table, where {@code father - man +
 * woman} leads, and how wrong that is; a map of words. {@link
 * dev.ember.app.inside.meaning.MeaningTask} looks it up, {@link
 * dev.ember.app.inside.meaning.MeaningFragment} shows it, {@link
 * dev.ember.app.inside.meaning.WordMap} draws the map.
 */
@NullMarked
package dev.ember.app.inside.meaning;

import org.jspecify.annotations.NullMarked;
