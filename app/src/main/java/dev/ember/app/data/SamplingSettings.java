package dev.ember.app.data;

import androidx.room.Embedded;
import androidx.room.Ignore;
import dev.ember.inference.sample.SamplingOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one chat picks its words. A chat without any uses its model's own.
 *
 * @param picks the way itself; null is the model's own, which {@link #over} fills in
 * @param maxTokens the longest answer
 * @param fixedSeed the dice of every answer, or null for new dice each time
 */
public record SamplingSettings(
    @Embedded @Nullable Picks picks, int maxTokens, @Nullable Long fixedSeed) {

  /** The longest answer where nobody chose: half of the smallest window that Ember ships. */
  public static final int DEFAULT_MAX_TOKENS = 256;

  /** Recent tokens that the repetition penalty looks at: llama.cpp's default, as users know it. */
  private static final int REPETITION_WINDOW = 64;

  /**
   * A way to pick words.
   *
   * @param temperature 0 (always the likeliest) to 2
   * @param topK candidates kept, 0 keeps all
   * @param topP share of probability kept, 1 keeps all
   * @param minP least probability kept, as a fraction of the best candidate's
   * @param repetitionPenalty 1 is none
   */
  public record Picks(
      float temperature, int topK, float topP, float minP, float repetitionPenalty) {}

  public SamplingSettings {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("expected maxTokens of at least 1 but found " + maxTokens);
    }
  }

  /** As {@link Picks}, with the length of the answer and the dice. */
  @Ignore
  public SamplingSettings(
      float temperature,
      int topK,
      float topP,
      float minP,
      float repetitionPenalty,
      int maxTokens,
      @Nullable Long fixedSeed) {
    this(new Picks(temperature, topK, topP, minP, repetitionPenalty), maxTokens, fixedSeed);
  }

  /** A model's own values, with new dice for each answer. */
  public static SamplingSettings of(SamplingOptions options) {
    return new SamplingSettings(
        options.temperature(),
        options.topK(),
        options.topP(),
        options.minP(),
        options.repetitionPenalty(),
        DEFAULT_MAX_TOKENS,
        null);
  }

  /**
   * What holds for a model.
   *
   * @param chosen null takes everything of the model
   */
  public static SamplingSettings over(SamplingSettings ofModel, @Nullable SamplingSettings chosen) {
    if (chosen == null) {
      return ofModel;
    }
    return chosen.picks == null ? chosen.picking(ofModel) : chosen;
  }

  private Picks known() {
    if (picks == null) {
      throw new IllegalStateException("expected a way to pick words but found the model's own");
    }
    return picks;
  }

  /**
   * As {@link Picks#temperature}; this and its like are known once they are {@link #over} a model.
   */
  public float temperature() {
    return known().temperature;
  }

  public int topK() {
    return known().topK;
  }

  public float topP() {
    return known().topP;
  }

  public float minP() {
    return known().minP;
  }

  public float repetitionPenalty() {
    return known().repetitionPenalty;
  }

  /** Whether words are picked the same way, whatever the length of the answer and the dice. */
  public boolean picksLike(SamplingSettings other) {
    return Objects.equals(picks, other.picks);
  }

  /** The same length of the answer and dice, and words picked as {@code other} does. */
  public SamplingSettings picking(SamplingSettings other) {
    return with(other.picks);
  }

  /** The same length of the answer and dice, and words picked as each model does by itself. */
  public SamplingSettings pickingAsTheModel() {
    return with(null);
  }

  private SamplingSettings with(@Nullable Picks way) {
    return new SamplingSettings(way, maxTokens, fixedSeed);
  }

  public SamplingSettings withTemperature(float value) {
    return with(new Picks(value, topK(), topP(), minP(), repetitionPenalty()));
  }

  public SamplingSettings withTopK(int value) {
    return with(new Picks(temperature(), value, topP(), minP(), repetitionPenalty()));
  }

  public SamplingSettings withTopP(float value) {
    return with(new Picks(temperature(), topK(), value, minP(), repetitionPenalty()));
  }

  public SamplingSettings withMinP(float value) {
    return with(new Picks(temperature(), topK(), topP(), value, repetitionPenalty()));
  }

  public SamplingSettings withRepetitionPenalty(float value) {
    return with(new Picks(temperature(), topK(), topP(), minP(), value));
  }

  public SamplingSettings withMaxTokens(int tokens) {
    return new SamplingSettings(picks, tokens, fixedSeed);
  }

  public SamplingSettings withFixedSeed(@Nullable Long seed) {
    return new SamplingSettings(picks, maxTokens, seed);
  }

  /**
   * What the sampler takes.
   *
   * @param newSeed used where no seed is fixed
   */
  public SamplingOptions toOptions(long newSeed) {
    return new SamplingOptions(
        temperature(),
        topK(),
        topP(),
        minP(),
        repetitionPenalty(),
        REPETITION_WINDOW,
        fixedSeed == null ? newSeed : fixedSeed);
  }
}
