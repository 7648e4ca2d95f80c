package dev.ember.converter.training.sft;

import dev.ember.converter.training.corpus.ConversationSource;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.Packer;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Instruction tuning (Ouyang et al. 2022, their first step): conversations, with the loss on what
 * the assistant writes and the mark that ends it. The user's typos are read but not learned.
 *
 * <p>Simplified: every conversation counts by its tokens, so a long answer weighs more than a short
 * one; there is no second data set of people's ratings.
 */
public final class TuningBatches implements BatchSource {
  private static final String STAGE = "sft";

  private final ConversationSource conversations;
  private final ConversationEncoder encoder;
  private final BatchShape shape;
  private final long seed;

  public TuningBatches(
      ConversationSource conversations, ConversationEncoder encoder, BatchShape shape, long seed) {
    this.conversations = conversations;
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
      batches.add(packer.pack(() -> encoder.conversation(conversations.draw(random))));
    }
    return batches;
  }
}
