package dev.ember.converter.training.preference;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.run.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every stage that learns from ranked answers. */
public final class PairArguments {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "MODEL",
      description = "the model to begin as, mostly what sft left")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path from;

  @Option(
      names = "--pairs",
      required = true,
      paramLabel = "FILE",
      description = "ranked answers, JSON Lines; docs/TRAINING.md has the forms")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path pairs;

  @Option(
      names = "--prompts-a-step",
      defaultValue = "8",
      paramLabel = "N",
      description = "prompts that a step learns from (default: ${DEFAULT-VALUE})")
  private int promptsOfStep = 8;

  /** Opens the model to begin as. */
  public Checkpoint open() throws IOException {
    return Checkpoint.open(from);
  }

  /** The settings of a run of a stage, so far as they are given here. */
  public RunSettings settings(String stage) throws IOException {
    return new RunSettings(stage)
        .with("from", from)
        .reading("from", List.of(from))
        .with("pairs", pairs)
        .reading("pairs", PreferenceReader.filesOf(pairs))
        .with("prompts-a-step", promptsOfStep);
  }

  /** The ranked answers as the model reads them. */
  public RankedBatches batches(Checkpoint model, long seed) throws IOException {
    return new RankedBatches(
        new Preferences(PreferenceReader.read(pairs)),
        new AnswerEncoder(model.template(), model.tokenizer()),
        model.parameters().config().context(),
        promptsOfStep,
        seed);
  }
}
