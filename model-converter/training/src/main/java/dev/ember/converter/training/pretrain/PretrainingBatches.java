package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.Packer;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.model.Batch;
import dev.ember.inference.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Next-token prediction on everything (Radford et al. 2018): stories as plain text, and
 * conversations in the chat's own markup with the user's words scored too.
 *
 * <p>Simplified: there is no second, larger corpus. The same conversations come back in tuning, and
 * documents are drawn with replacement rather than in epochs.
 */
public final class PretrainingBatches implements BatchSource {
  private static final String STAGE = "pretrain";

  private final TextSources sources;
  private final double storyShare;
  private final ConversationEncoder encoder;
  private final BatchShape shape;
  private final long seed;

  /**
   * @param storyShare the part of documents that are plain stories
   */
  public PretrainingBatches(
      TextSources sources,
      double storyShare,
      ConversationEncoder encoder,
      BatchShape shape,
      long seed) {
    this.sources = sources;
    this.storyShare = storyShare;
    this.encoder = encoder;
    this.shape = shape;
    this.seed = seed;
  }

  @Override
  public List<Batch> batches(int step) {
    SplittableRandom random = StepSeed.random(seed, STAGE, step);
    Packer packer = new Packer(shape.rows(), shape.length(), encoder.endOfText());
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < shape.batches(); i++) {
      batches.add(packer.pack(() -> draw(random)));
    }
    return batches;
  }

  private TokenizedText draw(SplittableRandom random) {
    if (random.nextDouble() < storyShare) {
      List<Message> story = sources.stories().draw(random);
      return encoder.plain(story.get(1).content());
    }
    TokenizedText conversation = encoder.conversation(sources.conversations().draw(random));
    return TokenizedText.allScored(conversation.tokens());
  }
}
