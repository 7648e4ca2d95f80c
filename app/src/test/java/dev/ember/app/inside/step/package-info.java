/** Tests of {@link dev.ember.app.inside.step.StepText} and what is around it. */
@NullMarked
package dev.ember.app.inside.step;

import org.jspecify.annotations.NullMarked;
