package dev.ember.converter.cli;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.ModelArgument;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ember logits}: what a model thinks comes next, after each of some tokens. */
@Command(name = "logits", description = "Write the logits after each of some tokens.")
final class LogitsCommand extends ToolCommand {
  @Option(
      names = "--tokens",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "The tokens, from an empty cache; @FILE reads an argument from a file.")
  private int[] tokens = {};

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.f32",
      description = "Little-endian float32 values: a row of the vocabulary's size for each token.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path out;

  @Option(names = "--json", description = "Say what was written as one JSON object.")
  private boolean json;

  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final BackendArguments backend = new BackendArguments();

  @Override
  public Integer call() throws IOException {
    AtomicFile.requireWritable(out);
    try (Backend opened = ember().engines().openBackend(model.path(), fitted())) {
      requireFitting(opened);
      AtomicFile.write(out, file -> write(opened, file));
      report(opened);
    }
    return ExitCode.OK;
  }

  /**
   * Room for these tokens and no more: a model whose rotary factors depend on the length then uses
   * those of a sequence as long as this one, as transformers does.
   */
  private BackendArguments fitted() {
    return backend.withContextAtMost(tokens.length);
  }

  private void requireFitting(Backend backend) {
    int vocabulary = backend.config().vocabulary();
    int context = backend.config().context();
    if (tokens.length > context) {
      throw new ParameterException(
          spec().commandLine(),
          "expected at most " + context + " tokens, the context, but found " + tokens.length);
    }
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new ParameterException(
            spec().commandLine(),
            "expected a token from 0 to " + (vocabulary - 1) + " but found " + token);
      }
    }
  }

  private void write(Backend backend, FileChannel file) throws IOException {
    float[] logits = new float[backend.config().vocabulary()]; // [V]
    ByteBuffer row =
        ByteBuffer.allocate(logits.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (KvCache cache = backend.newCache()) {
      for (int token : tokens) {
        backend.decode(token, cache, logits);
        row.clear();
        row.asFloatBuffer().put(logits);
        Buffers.writeFully(file, row);
      }
    }
  }

  private void report(Backend backend) {
    int vocabulary = backend.config().vocabulary();
    stdout()
        .println(
            json
                ? "{\"rows\":" + tokens.length + ",\"columns\":" + vocabulary + "}"
                : tokens.length + " rows of " + vocabulary + " logits in " + out);
  }
}
