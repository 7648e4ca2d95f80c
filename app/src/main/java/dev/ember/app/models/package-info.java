/**
 * The screens of the models on this phone: {@link dev.ember.app.models.ModelsFragment} lists them
 * and those on their way in, {@link dev.ember.app.models.ModelDetailsFragment} tells about one,
 * {@link dev.ember.app.models.ModelSheet} gives a chat another one.
 */
@NullMarked
package dev.ember.app.models;

import org.jspecify.annotations.NullMarked;
