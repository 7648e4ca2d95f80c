/**
 * Named ways to pick words: {@link dev.ember.app.presets.SamplingChoice} tells by which name people
 * know what a chat has. And named system prompts, {@link dev.ember.app.presets.PromptPreset}.
 */
@NullMarked
package dev.ember.app.presets;

import org.jspecify.annotations.NullMarked;
