/** Which values have which name: {@link dev.ember.app.presets.SamplingChoiceTest}. */
@NullMarked
package dev.ember.app.presets;

import org.jspecify.annotations.NullMarked;
