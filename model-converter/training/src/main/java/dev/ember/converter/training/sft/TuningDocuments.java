package dev.ember.converter.training.sft;

import dev.ember.converter.training.corpus.ConversationSource;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.loop.DocumentSource;
import java.util.SplittableRandom;

/**
 * Instruction tuning (Ouyang et al. 2022, their first step): conversations, with the loss on what
 * the assistant writes and the mark that ends it. The user's typos are read but not learned.
 *
 * <p>Simplified: every conversation counts by its tokens, so a long answer weighs more than a short
 * one; there is no second data set of people's ratings.
 */
public final class TuningDocuments implements DocumentSource {
  private final ConversationSource conversations;
  private final ConversationEncoder encoder;

  public TuningDocuments(ConversationSource conversations, ConversationEncoder encoder) {
    this.conversations = conversations;
    this.encoder = encoder;
  }

  @Override
  public TokenizedText draw(SplittableRandom random) {
    return encoder.conversation(conversations.draw(random));
  }
}
