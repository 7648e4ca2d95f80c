package dev.ember.converter.training;

import static java.util.stream.Collectors.toMap;

import dev.ember.converter.training.loop.BatchShape;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recipe: what is trained, on what, for how long. Learning rates follow the sizes that nanoGPT
 * uses for models of a few million weights.
 *
 * @param name for people and for the card
 * @param corpus folder of the corpus
 * @param model shape; its vocabulary is the size that the tokenizer is trained to
 * @param pretrain the first stage
 * @param sft the second stage
 * @param storyShare part of the documents of pretraining that are plain stories
 * @param weights how often each source of the corpus is drawn in conversations
 * @param boosts how many times as often as its peers a unit with a tag is drawn
 * @param sampling defaults of the finished model
 * @param tuning how long the stages behind the second are
 */
record Preset(
    String name,
    String corpus,
    DecoderConfig model,
    StagePlan pretrain,
    StagePlan sft,
    double storyShare,
    Map<String, Double> weights,
    Map<String, Double> boosts,
    SamplingOptions sampling,
    TuningPlan tuning) {

  static final String STORIES = "stories";

  /** The files of a corpus. */
  static final List<String> SOURCES = List.of("chats", "world", "how", "tasks", STORIES);

  private static final Map<String, Double> TINY_WEIGHTS =
      Map.of("chats", 0.48, "world", 0.31, "how", 0.05, "tasks", 0.13, STORIES, 0.03);

  /** What every chat begins and ends with, and what must not go wrong. */
  private static final List<String> ESSENTIAL =
      List.of(
          "greeting",
          "howareyou",
          "who",
          "name",
          "can",
          "thanks",
          "goodbye",
          "sad",
          "sick",
          "danger",
          "urgent");

  private static final Map<String, Double> TINY_BOOSTS =
      ESSENTIAL.stream().collect(toMap(tag -> tag, tag -> 3.0));

  private static final SamplingOptions SAMPLING =
      new SamplingOptions(0.5f, 20, 0.9f, 0.05f, 1.05f, 64, 0);

  /** Ember Tiny: what shipped first, and what tests compute with. */
  static final Preset TINY =
      new Preset(
          "tiny",
          "tiny",
          DecoderConfig.llama(2048, 512)
              .hidden(192)
              .layers(4)
              .heads(6, 3)
              .headSize(32)
              .feedForward(512)
              .tied(true)
              .build(),
          new StagePlan(500, 3e-3, 50, 100, new BatchShape(1, 8, 256)),
          new StagePlan(1850, 2e-3, 20, 200, new BatchShape(1, 4, 512)),
          0.06,
          TINY_WEIGHTS,
          TINY_BOOSTS,
          SAMPLING,
          new TuningPlan(400, 240, 200, 100, 64, 32));

  /** The same path in seconds, for tests and for trying a change; its model talks nonsense. */
  static final Preset SMOKE =
      new Preset(
          "smoke",
          "tiny",
          DecoderConfig.llama(512, 512)
              .hidden(32)
              .layers(2)
              .heads(4, 2)
              .headSize(8)
              .feedForward(64)
              .tied(true)
              .build(),
          new StagePlan(12, 3e-3, 2, 6, new BatchShape(1, 4, 64)),
          new StagePlan(8, 1e-3, 2, 4, new BatchShape(2, 2, 64)),
          0.2,
          TINY_WEIGHTS,
          TINY_BOOSTS,
          SAMPLING,
          new TuningPlan(4, 8, 4, 4, 12, 4));

  /**
   * How long and how fast a stage goes.
   *
   * @param steps of the optimizer
   * @param peakRate largest learning rate
   * @param warmUpSteps to reach it
   * @param evaluateEvery steps between two looks at the held-out loss
   * @param shape tokens of a step
   */
  record StagePlan(
      int steps, double peakRate, int warmUpSteps, int evaluateEvery, BatchShape shape) {}

  /**
   * How long the stages behind instruction tuning are.
   *
   * @param rewardSteps of the reward model
   * @param rlhfSteps of PPO
   * @param dpoSteps of direct preference optimization
   * @param distilSteps of distillation
   * @param answerTokens the most of an answer
   * @param answers written in a round of PPO, and judged in the evaluation
   */
  record TuningPlan(
      int rewardSteps,
      int rlhfSteps,
      int dpoSteps,
      int distilSteps,
      int answerTokens,
      int answers) {}

  /** The preset of a name. */
  static Preset of(String name) {
    return List.of(TINY, SMOKE).stream()
        .filter(preset -> preset.name.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected preset tiny or smoke but found " + name));
  }
}
