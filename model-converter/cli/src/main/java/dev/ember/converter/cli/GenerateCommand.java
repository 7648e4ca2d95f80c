package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.GenerationArguments;
import dev.ember.converter.cli.option.GuessArgument;
import dev.ember.converter.cli.option.ModelArgument;
import dev.ember.inference.Engine;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import dev.ember.inference.replay.ReplayRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ember generate}: one answer, or one continuation of a text, for scripts. */
@Command(
    name = "generate",
    description = "Answer one prompt; the answer alone is on standard output.")
final class GenerateCommand extends ToolCommand {
  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "The user's message, or with --raw the text to continue.")
  private String prompt = "";

  @Option(
      names = "--raw",
      description = "No chat template: the model goes on with the prompt as it stands.")
  private boolean raw;

  @Option(names = "--json", description = "Write one JSON object with the tokens and counts.")
  private boolean json;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Keep what the answer came from, for ember replay; of a bundle alone.")
  private @Nullable Path replay;

  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final BackendArguments backend = new BackendArguments();
  @Mixin private final GenerationArguments generation = new GenerationArguments();
  @Mixin private final GuessArgument guess = new GuessArgument();

  @Override
  public Integer call() throws IOException {
    if (replay != null && guess.isGiven()) {
      throw new ParameterException(
          spec().commandLine(),
          "expected --guess or --replay but found both: guessed tokens are read several at a time,"
              + " and told again they may fall elsewhere");
    }
    String replayed = replay == null ? "" : fingerprint(replay);
    PrintWriter out = stdout();
    try (Engine engine = guess.over(ember().engines().open(model.path(), backend))) {
      GenerationOptions defaults = GenerationArguments.defaults(engine.manifest().sampling());
      GenerationOptions options = generation.over(defaults, spec());
      AnswerRecord answer = new AnswerRecord(json ? delta -> {} : delta -> stream(delta, out));
      ReplayRecorder recorder = new ReplayRecorder(answer);
      int[] tokens = tokens(engine, options);
      GenerationResult result = generate(engine, tokens, options, recorder);
      if (replay != null) {
        keep(
            recorder.replay(replayed, engine.backend().description(), tokens, options, result),
            replay);
      }
      out.println(json ? object(result, answer.tokens()) : "");
    }
    return ExitCode.OK;
  }

  private int[] tokens(Engine engine, GenerationOptions options) throws IOException {
    return raw
        ? engine.tokenizer().encodeFramed(prompt)
        : ChatPrompt.tokens(engine, model.path(), prompt, options.maxTokens());
  }

  private GenerationResult generate(
      Engine engine, int[] tokens, GenerationOptions options, GenerationListener answer) {
    try (Decoder decoder = engine.newDecoder()) {
      if (tokens.length == 0 || tokens.length > decoder.capacity()) {
        throw new ParameterException(
            spec().commandLine(),
            "expected a prompt of 1 to "
                + decoder.capacity()
                + " tokens but found "
                + tokens.length);
      }
      return decoder.generate(tokens, options, answer);
    }
  }

  /**
   * Of the model that a replay names; what would keep the replay from being written is said now.
   */
  private String fingerprint(Path replay) throws IOException {
    AtomicFile.requireWritable(replay);
    try (Bundle bundle = Bundle.openInstalled(model.path())) {
      return bundle.fingerprint();
    }
  }

  private static void keep(Replay replay, Path file) throws IOException {
    AtomicFile.write(file, ReplayJson.write(replay).getBytes(StandardCharsets.UTF_8));
  }

  private static void stream(String delta, PrintWriter out) {
    out.print(delta);
    out.flush();
  }

  private static String object(GenerationResult result, int[] tokens) {
    JsonArray ids = new JsonArray();
    IntStream.of(tokens).forEach(ids::add);
    JsonObject object = new JsonObject();
    object.addProperty("text", result.text());
    object.add("tokens", ids);
    object.addProperty("finishReason", result.reason().name().toLowerCase(Locale.ROOT));
    object.addProperty("promptTokens", result.promptTokens());
    object.addProperty("generatedTokens", result.generatedTokens());
    object.addProperty("prefillNanos", result.prefillNanos());
    object.addProperty("decodeNanos", result.decodeNanos());
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    return gson.toJson(object);
  }
}
