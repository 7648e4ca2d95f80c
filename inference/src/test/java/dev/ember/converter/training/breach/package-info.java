/** The far end of a wrong dependency: {@link dev.ember.converter.training.breach.Trainer}. */
@NullMarked
package dev.ember.converter.training.breach;

import org.jspecify.annotations.NullMarked;
