package dev.ember.converter.training.rollout;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.model.Gpt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** A checkpoint that answers chats, many at once. */
public final class Speaker {
  /** Answers that grow together: bounds the cache of keys and values. */
  private static final int ANSWERS_AT_ONCE = 16;

  private final Gpt gpt;
  private final Tokenizer tokenizer;
  private final AnswerEncoder encoder;
  private final Set<Integer> stops;
  private final int firstStop;

  /**
   * An answer in words.
   *
   * @param text without the mark that ended it
   * @param sampled the same as tokens
   */
  public record Answer(String text, SampledAnswer sampled) {}

  /**
   * @param gpt computes with the checkpoint's weights, or with what they have become
   */
  public Speaker(Checkpoint model, Gpt gpt) {
    this.gpt = gpt;
    this.tokenizer = model.tokenizer();
    this.encoder = new AnswerEncoder(model.template(), model.tokenizer());
    this.stops = Set.copyOf(model.chat().stopTokens());
    this.firstStop = model.chat().stopTokens().get(0);
  }

  public Gpt gpt() {
    return gpt;
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public AnswerEncoder encoder() {
    return encoder;
  }

  /** The token that ends an answer where the template writes one, or else the first that may. */
  public int endMark() {
    int[] written = encoder.answered(List.of(Message.user("?")), "!").answer();
    int last = written[written.length - 1];
    return stops.contains(last) ? last : firstStop;
  }

  /** A sampler of answers that end where this model ends them. */
  public BatchedSampler sampler(SamplingOptions options, int mostTokens) {
    return new BatchedSampler(gpt, options, stops, mostTokens);
  }

  /**
   * One answer to each chat, in their order.
   *
   * @param sampling its seed decides all answers
   * @throws IllegalArgumentException if a chat leaves no room for its answer
   */
  public List<Answer> answers(List<List<Message>> chats, SamplingOptions sampling, int mostTokens) {
    return answers(chats, sampling, mostTokens, count -> {}, () -> false);
  }

  /**
   * The same, and fewer answers if told to stop.
   *
   * @param done hears how many there are
   */
  public List<Answer> answers(
      List<List<Message>> chats,
      SamplingOptions sampling,
      int mostTokens,
      IntConsumer done,
      BooleanSupplier stop) {
    BatchedSampler sampler = sampler(sampling, mostTokens);
    SplittableRandom seeds = new SplittableRandom(sampling.seed());
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < chats.size() && !stop.getAsBoolean(); from += ANSWERS_AT_ONCE) {
      List<int[]> prompts =
          chats.subList(from, Math.min(chats.size(), from + ANSWERS_AT_ONCE)).stream()
              .map(encoder::prompt)
              .toList();
      long[] own = seeds.longs(prompts.size()).toArray();
      sampler.sample(prompts, own).forEach(sampled -> answers.add(words(sampled)));
      done.accept(answers.size());
    }
    return answers;
  }

  private Answer words(SampledAnswer sampled) {
    int[] tokens = sampled.answer().answer();
    int count = sampled.stopped() ? tokens.length - 1 : tokens.length;
    return new Answer(tokenizer.decode(Arrays.copyOf(tokens, count), count), sampled);
  }
}
