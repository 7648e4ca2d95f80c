/**
 * Conversations to batches: {@link dev.ember.converter.training.encode.ConversationEncoder} turns
 * messages into a {@link dev.ember.converter.training.encode.TokenizedText}, and {@link
 * dev.ember.converter.training.encode.Packer} lays many of them into the rows of a batch.
 */
@NullMarked
package dev.ember.converter.training.encode;

import org.jspecify.annotations.NullMarked;
