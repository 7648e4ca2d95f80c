/** Text to checkpoint, stage by stage, on libtorch. */
@NullMarked
package dev.ember.converter.training;

import org.jspecify.annotations.NullMarked;
