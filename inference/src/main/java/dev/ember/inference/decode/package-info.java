/** The one decode loop and what it reports: {@link dev.ember.inference.decode.GenerationResult}. */
@NullMarked
package dev.ember.inference.decode;

import org.jspecify.annotations.NullMarked;
