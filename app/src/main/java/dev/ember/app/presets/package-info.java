/**
 * Named ways to pick words: {@link dev.ember.app.presets.SamplingChoice} tells by which name people
 * know what a chat has.
 */
@NullMarked
package dev.ember.app.presets;

import org.jspecify.annotations.NullMarked;
