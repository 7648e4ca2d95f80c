/**
 * Where a model looks, and what each of its layers would say: {@link
 * dev.ember.app.inside.attention.AttentionFragment} shows both on the live model.
 *
 * <pre>
 * AttentionModel -> AttentionLook, LensLook (ember-inside, one microscope) -> Done
 *                -> MapPanel: AttentionGrid, SentenceLines, a list      LensPanel: a row per layer
 * </pre>
 *
 * <p>Trap: a large vocabulary makes the lens dearer than all layers together, so a large model is
 * asked at one place at a time.
 */
@NullMarked
package dev.ember.app.inside.attention;

import org.jspecify.annotations.NullMarked;
