/** Small models for this module's tests: {@link dev.ember.converter.export.testing.TinyModel}. */
@NullMarked
package dev.ember.converter.export.testing;

import org.jspecify.annotations.NullMarked;
