package dev.ember.converter.cli;

import dev.ember.converter.cli.inside.TokenText;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.ChosenBundle;
import dev.ember.inference.Engine;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayCheck;
import dev.ember.inference.replay.ReplayJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ember replay}: an answer told again, and compared with what it was. */
@Command(
    name = "replay",
    description = {
      "Write an answer again from a replay and say whether every token is the same.",
      "ember generate --replay FILE makes one."
    },
    exitCodeList = {"0:every token is the same", "1:it differs, or cannot be told again"})
final class ReplayCommand extends ToolCommand {
  /** A context of tokens and a text; far more than any answer has. */
  private static final long MOST_BYTES = 16L << 20;

  @Parameters(paramLabel = "FILE", description = "A replay, as JSON.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Mixin private final ChosenBundle model = new ChosenBundle();
  @Mixin private final BackendArguments backend = new BackendArguments();

  @Override
  public Integer call() throws IOException {
    Path path = model.or(ember().builtInModel());
    Replay replay = read();
    requireModel(replay, path);
    try (Engine engine = ember().engines().open(path, backend);
        Decoder decoder = engine.newDecoder()) {
      requirePossible(replay, decoder.capacity(), engine.tokenizer().vocabularySize());
      if (!replay.backend().equals(engine.backend().description())) {
        stderr()
            .println(
                "It was written by "
                    + replay.backend()
                    + "; this is "
                    + engine.backend().description()
                    + ", which may round differently.");
      }
      ReplayCheck.Outcome outcome = ReplayCheck.run(replay, decoder, stdout()::print);
      stdout().println();
      if (outcome.same()) {
        stdout().println("The same " + replay.answer().size() + " tokens.");
        return ExitCode.OK;
      }
      stderr().println(difference(replay, outcome, new TokenText(engine.tokenizer())));
      return ExitCode.SOFTWARE;
    }
  }

  private Replay read() throws IOException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new IOException(
          file + ": expected a replay of at most " + MOST_BYTES + " bytes but found " + bytes);
    }
    String text = Utf8File.read(file);
    if (!text.stripLeading().startsWith("{")) {
      throw new IOException(
          file
              + ": expected a replay, as ember generate --replay FILE writes it, but found another"
              + " kind of text");
    }
    return ReplayJson.read(file.toString(), text);
  }

  /** The file comes from anywhere: no number in it is used before it is looked at. */
  private void requirePossible(Replay replay, int capacity, int vocabulary) throws IOException {
    int length = replay.prompt().size();
    if (length == 0 || length > capacity) {
      throw new IOException(
          file + ": expected a prompt of 1 to " + capacity + " tokens but found " + length);
    }
    requireTokens("prompt", replay.prompt(), vocabulary);
    requireTokens("answer", replay.answer(), vocabulary);
  }

  private void requireTokens(String field, List<Integer> tokens, int vocabulary)
      throws IOException {
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new IOException(
            String.format(
                "%s: $.%s: expected tokens below %d but found %d", file, field, vocabulary, token));
      }
    }
  }

  private static void requireModel(Replay replay, Path path) throws IOException {
    try (Bundle bundle = Bundle.openInstalled(path)) {
      if (!bundle.fingerprint().equals(replay.model())) {
        throw new IOException(
            path
                + ": expected the model "
                + replay.model()
                + ", which wrote the answer, but found "
                + bundle.fingerprint());
      }
    }
  }

  private static String difference(Replay replay, ReplayCheck.Outcome outcome, TokenText names) {
    int at = outcome.agreeing();
    return "Token "
        + (at + 1)
        + " differs: expected "
        + name(replay.answer(), at, names)
        + " but found "
        + name(outcome.answer(), at, names)
        + ".";
  }

  private static String name(List<Integer> answer, int at, TokenText names) {
    return at < answer.size() ? names.of(answer.get(at)) : "the end";
  }
}
