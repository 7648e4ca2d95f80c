/**
 * The second stage, instruction tuning: {@link dev.ember.converter.training.sft.TuningDocuments}.
 */
@NullMarked
package dev.ember.converter.training.sft;

import org.jspecify.annotations.NullMarked;
