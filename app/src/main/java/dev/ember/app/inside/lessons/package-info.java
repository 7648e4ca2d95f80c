/**
 * Ten short lessons, each with something to try: {@link dev.ember.app.inside.lessons.Lesson} has
 * their texts, {@link dev.ember.app.inside.lessons.LessonsModel} how far the reader is.
 */
@NullMarked
package dev.ember.app.inside.lessons;

import org.jspecify.annotations.NullMarked;
