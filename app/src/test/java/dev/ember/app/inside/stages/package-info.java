/** Tests of {@link dev.ember.app.inside.stages.StageLook} and what it rests on. */
@NullMarked
package dev.ember.app.inside.stages;

import org.jspecify.annotations.NullMarked;
