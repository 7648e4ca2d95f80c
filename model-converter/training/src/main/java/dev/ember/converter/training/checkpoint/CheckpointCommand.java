package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonObject;
import dev.ember.converter.export.checkpoint.TrainingNotes;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./ember checkpoint}: a model as it is handed on, half the size of the run's own. What is
 * lost is the optimizer's memory, which {@code --from} builds anew, and sixteen bits of each weight
 * (bfloat16 has eight significant bits, so a weight moves by at most one part in 256). Which stage
 * it is, what it read and what that cost go along ({@link TrainingNotes#HANDED_ON}), so that a
 * bundle of it is seen to be the parent of what is tuned from it.
 */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a model to be handed on: half the size of the run's own, in bfloat16.",
      "--from of pretrain and sft goes on from it, and so does whatever reads Hugging Face"
          + " folders.",
      "--twice-the-layers makes it the start of a larger model, which says the same so far."
    },
    exitCodeList = {"0:done", "1:a file is at fault", "2:an option is at fault"},
    exitCodeListHeading = "%nExit codes:%n")
public final class CheckpointCommand implements Callable<Integer> {
  private static final String CARD = "card.md";
  private static final double MEGABYTE = 1e6;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "a run, or any model that ember imports")
  private Path model = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "the new folder")
  private Path out = Path.of("");

  @Option(
      names = "--twice-the-layers",
      description = {
        "behind each layer a copy that adds nothing yet, to be trained on:",
        "a larger model that need not begin from nothing"
      })
  private boolean deepened;

  @Override
  public Integer call() throws IOException {
    if (Checkpoint.wouldReplace(out, model)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--out: expected a folder other than the model's own but found " + out);
    }
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      Files.createDirectories(out);
      if (deepened) {
        checkpoint.writeDeeperHalf(out);
      } else {
        checkpoint.writeHalf(out);
      }
    }
    if (Files.isRegularFile(model.resolve(CARD))) {
      new HuggingFaceFolder(out).writeText(CARD, Utf8File.read(model.resolve(CARD)));
    }
    writeStage();
    Path weights = out.resolve("model.safetensors");
    System.err.printf(
        Locale.ROOT, "%s: %.1f MB of weights.%n", out, Files.size(weights) / MEGABYTE);
    return ExitCode.OK;
  }

  /** The hash of the weights is another one here. */
  private void writeStage() throws IOException {
    JsonObject facts = new JsonObject();
    TrainingNotes.facts(model).forEach(facts::addProperty);
    facts.remove(TrainingNotes.CHECKPOINT);
    if (facts.isEmpty()) {
      Files.deleteIfExists(out.resolve(TrainingNotes.HANDED_ON));
    } else {
      new HuggingFaceFolder(out).writeJson(TrainingNotes.HANDED_ON, facts);
    }
  }
}
