/** The screens of models, without their views: {@link dev.ember.app.models.CatalogueTest}. */
@NullMarked
package dev.ember.app.models;

import org.jspecify.annotations.NullMarked;
