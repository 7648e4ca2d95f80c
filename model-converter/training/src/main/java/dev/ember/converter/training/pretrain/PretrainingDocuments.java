package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.corpus.ConversationSource;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.loop.DocumentSource;
import dev.ember.inference.chat.Message;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Next-token prediction on everything (Radford et al. 2018): stories as plain text, and
 * conversations in the chat's own markup with the user's words scored too.
 *
 * <p>Simplified: there is no second, larger corpus. The same conversations come back in tuning, and
 * documents are drawn with replacement rather than in epochs.
 */
public final class PretrainingDocuments implements DocumentSource {
  private final ConversationSource stories;
  private final ConversationSource conversations;
  private final double storyShare;
  private final ConversationEncoder encoder;

  /**
   * @param stories single stories, of which only the text is used
   * @param storyShare the part of documents that are plain stories
   */
  public PretrainingDocuments(
      ConversationSource stories,
      ConversationSource conversations,
      double storyShare,
      ConversationEncoder encoder) {
    this.stories = stories;
    this.conversations = conversations;
    this.storyShare = storyShare;
    this.encoder = encoder;
  }

  @Override
  public TokenizedText draw(SplittableRandom random) {
    if (random.nextDouble() < storyShare) {
      List<Message> story = stories.draw(random);
      return encoder.plain(story.get(1).content());
    }
    TokenizedText conversation = encoder.conversation(conversations.draw(random));
    return TokenizedText.allScored(conversation.tokens());
  }
}
