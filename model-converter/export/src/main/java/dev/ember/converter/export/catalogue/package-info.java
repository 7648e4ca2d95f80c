/**
 * Models worth beginning with: {@link dev.ember.converter.export.catalogue.Catalogue} reads the
 * list that the command line and the app show. Each is of an architecture that Ember imports.
 *
 * <p>Trap: a list in a program grows old. It names what a model is, never where a copy of it lies.
 */
@NullMarked
package dev.ember.converter.export.catalogue;

import org.jspecify.annotations.NullMarked;
