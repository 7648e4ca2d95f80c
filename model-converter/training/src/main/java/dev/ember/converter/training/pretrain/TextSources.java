package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.corpus.ConversationSource;

/**
 * What pretraining reads.
 *
 * @param stories single stories, of which only the text is used
 * @param conversations everything else
 */
public record TextSources(ConversationSource stories, ConversationSource conversations) {}
