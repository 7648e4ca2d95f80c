package dev.ember.converter.training.preference;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.run.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
      names = "--held-out-pairs",
      paramLabel = "FILE",
      description = "pairs that judge and are not learned (default: a tenth of --pairs, by id)")
  private @Nullable Path heldOutPairs;

  @Option(
      names = "--prompts-a-step",
      defaultValue = "8",
      paramLabel = "N",
      description = "prompts that a step learns from (default: ${DEFAULT-VALUE})")
  private int promptsOfStep = 8;

  /**
   * Checks what can be checked without the files.
   *
   * @throws IllegalArgumentException if a step learns from nothing
   */
  public void check() {
    if (promptsOfStep < 1) {
      throw new IllegalArgumentException(
          "expected --prompts-a-step of at least 1 but found " + promptsOfStep);
    }
  }

  /** Opens the model to begin as. */
  public Checkpoint open() throws IOException {
    return Checkpoint.open(from);
  }

  /** The settings of a run of a stage, so far as they are given here. */
  public RunSettings settings(String stage) throws IOException {
    RunSettings settings =
        new RunSettings(stage)
            .with("from", from)
            .reading("from", List.of(from))
            .with("pairs", pairs)
            .reading("pairs", PreferenceReader.filesOf(pairs))
            .with("prompts-a-step", promptsOfStep)
            .with("held-out-pairs", heldOutPairs == null ? "none" : heldOutPairs);
    return heldOutPairs == null
        ? settings
        : settings.reading("held-out-pairs", PreferenceReader.filesOf(heldOutPairs));
  }

  /**
   * The ranked answers as the model reads them.
   *
   * @throws IOException if there are none to learn from, or what is held out is learned too
   */
  public RankedBatches batches(Checkpoint model, long seed) throws IOException {
    return new RankedBatches(
        preferences(),
        new AnswerEncoder(model.template(), model.tokenizer()),
        model.parameters().config().context(),
        promptsOfStep,
        seed);
  }

  private Preferences preferences() throws IOException {
    List<PreferenceEntry> entries = PreferenceReader.read(pairs);
    Preferences preferences;
    if (heldOutPairs == null) {
      preferences = new Preferences(entries);
    } else {
      try {
        preferences = new Preferences(entries, PreferenceReader.read(heldOutPairs));
      } catch (IllegalArgumentException e) {
        throw new IOException(pairs + " and " + heldOutPairs + ": " + e.getMessage(), e);
      }
    }
    if (preferences.training().isEmpty()) {
      throw new IOException(
          String.format(
              "%s: expected pairs to learn from but found none beside %d that are held out",
              pairs, preferences.heldOut().size()));
    }
    return preferences;
  }
}
