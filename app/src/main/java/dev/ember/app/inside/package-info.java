/**
 * The part of the app that shows what goes on inside a model: {@link
 * dev.ember.app.inside.InsideFragment} leads to its screens, {@link
 * dev.ember.app.inside.InsideScreens} knows which there are.
 */
@NullMarked
package dev.ember.app.inside;

import org.jspecify.annotations.NullMarked;
