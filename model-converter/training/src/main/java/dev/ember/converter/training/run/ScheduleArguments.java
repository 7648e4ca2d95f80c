package dev.ember.converter.training.run;

import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.optim.Muon;
import dev.ember.converter.training.optim.Optimizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long, how fast and by what a stage learns. */
public final class ScheduleArguments {
  /** Floor of the learning rate relative to its peak, as in GPT-3. */
  private static final double FLOOR = 0.1;

  private static final int WARM_UP_ONE_IN = 50;
  private static final double USUAL_RATE = 1e-3;
  private static final int PRETRAINING_LENGTH = 256;

  /** Eight rows as long as the window of a large imported model do not fit into memory. */
  private static final int LONGEST_USUAL_LENGTH = 1024;

  private enum Kind {
    ADAMW,
    MUON
  }

  @Option(names = "--steps", defaultValue = "1000", description = "optimizer steps (default: 1000)")
  private int steps = 1000;

  @Option(
      names = "--until",
      paramLabel = "STEP",
      description =
          "end there, at the rate that --steps has there: for a stage whose end another"
              + " stage brings down, or one that goes on another day with a later --until")
  private @Nullable Integer until;

  @Option(names = "--rate", description = "largest learning rate (default: 1e-3)")
  private double rate = USUAL_RATE;

  @Option(names = "--warm-up", description = "steps to reach it (default: a 50th of --steps)")
  private int warmUp = -1;

  @Option(names = "--rows", defaultValue = "8", description = "rows of a batch (default: 8)")
  private int rows = 8;

  @Option(
      names = "--length",
      paramLabel = "TOKENS",
      description = "of a row (default: 256; of sft the model's context, at most 1024)")
  private @Nullable Integer length;

  @Option(
      names = "--accumulate",
      defaultValue = "1",
      description = "batches whose gradients make one step (default: 1)")
  private int accumulate = 1;

  @Option(names = "--decay", defaultValue = "0.1", description = "weight decay (default: 0.1)")
  private double decay = 0.1;

  @Option(names = "--clip", defaultValue = "1", description = "largest gradient norm (default: 1)")
  private double clip = 1;

  @Option(
      names = "--optimizer",
      defaultValue = "adamw",
      description = "adamw (default), or muon for the matrices between the embeddings")
  private Kind optimizer = Kind.ADAMW;

  @Option(
      names = "--matrix-rate",
      defaultValue = "0.02",
      description = "muon's own largest rate (default: 0.02)")
  private double matrixRate = 0.02;

  @Option(
      names = "--evaluate",
      defaultValue = "100",
      description = "steps between two looks at held-out text (default: 100)")
  private int evaluate = 100;

  public int steps() {
    return steps;
  }

  public int evaluateEvery() {
    return evaluate;
  }

  /** How many batches a step has. */
  public int accumulate() {
    return accumulate;
  }

  /**
   * What a step of pretraining reads: rows cut from a stream, which may be short.
   *
   * @param context of the model
   * @throws IllegalArgumentException if a row is longer than it, or there is none
   */
  public BatchShape pretrainingShape(int context) {
    return shape(PRETRAINING_LENGTH, context);
  }

  /** What a step of tuning reads: rows that hold whole chats, as long as the window. */
  public BatchShape tuningShape(int context) {
    return shape(LONGEST_USUAL_LENGTH, context);
  }

  private BatchShape shape(int usual, int context) {
    int tokens = length == null ? Math.min(usual, context) : length;
    return new BatchShape(accumulate, rows, tokens).requireWithin(context);
  }

  /**
   * The learning rate of each step.
   *
   * @throws IllegalArgumentException if there can be none, or the optimizer would not learn by it
   */
  public LearningRate schedule() {
    requirePositive("--clip", clip);
    requirePositive("--matrix-rate", matrixRate);
    if (!(decay >= 0 && Double.isFinite(decay))) {
      throw new IllegalArgumentException("expected --decay of at least 0 but found " + decay);
    }
    int warm = warmUp >= 0 ? warmUp : steps / WARM_UP_ONE_IN;
    LearningRate planned = new LearningRate(rate, FLOOR * rate, warm, steps);
    return until == null ? planned : planned.until(until);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("expected " + name + " above 0 but found " + value);
    }
  }

  /** Whether matrices have a rate of their own. */
  boolean usesMuon() {
    return optimizer == Kind.MUON;
  }

  /** The optimizer of these weights; the caller closes it. */
  public Optimizer optimizer(Parameters parameters, Precision precision) {
    AdamW.Options usual = AdamW.Options.GPT3;
    AdamW.Options options =
        new AdamW.Options(usual.beta1(), usual.beta2(), usual.epsilon(), decay, clip);
    return optimizer == Kind.ADAMW
        ? new AdamW(parameters, options)
        : new Muon(parameters, options, matrixRate / rate, precision);
  }

  /**
   * Adds everything to the settings of a run.
   *
   * @param shape what a step reads
   */
  public void describe(RunSettings settings, BatchShape shape) {
    settings
        .with("steps", steps)
        .with("rate", rate)
        .with("warm-up", schedule().warmUpSteps())
        .with("rows", rows)
        .with("length", shape.length())
        .with("accumulate", accumulate)
        .with("decay", decay)
        .with("clip", clip)
        .with("optimizer", optimizer)
        .with("matrix-rate", matrixRate);
  }
}
