/** The first stage: {@link dev.ember.converter.training.pretrain.PretrainingDocuments}. */
@NullMarked
package dev.ember.converter.training.pretrain;

import org.jspecify.annotations.NullMarked;
