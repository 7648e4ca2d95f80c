/**
 * Instruction tuning: {@link dev.ember.converter.training.sft.SftCommand} on files of chats, {@link
 * dev.ember.converter.training.sft.TuningDocuments} on drawn conversations.
 *
 * <pre>
 * TextSources -> ChatTokens (a mark on the assistant's words) -> RowPlan -> TuningBatches -> NextToken
 * </pre>
 *
 * <p>Trap: what is held out of the texts that are mixed in is a part of the report, since the loss
 * on chats alone does not say what was forgotten.
 */
@NullMarked
package dev.ember.converter.training.sft;

import org.jspecify.annotations.NullMarked;
