package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.cli.inside.DrawText;
import dev.ember.converter.cli.inside.TokenText;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.ChosenModel;
import dev.ember.converter.cli.option.GenerationArguments;
import dev.ember.inference.Engine;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ember explain}: an answer step by step, with what else might have come. */
@Command(
    name = "explain",
    description = "Answer step by step and show what else might have come at each.")
final class ExplainCommand extends ToolCommand {
  private static final int DEFAULT_STEPS = 12;

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

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "How many tokens to write, as --max-tokens has it (default: " + DEFAULT_STEPS + ").")
  private @Nullable Integer steps;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many tokens to show at each step (default: ${DEFAULT-VALUE}).")
  private int candidates;

  @Option(names = "--json", description = "Write one JSON object, with every step of sampling.")
  private boolean json;

  @Mixin private final ChosenModel model = new ChosenModel();
  @Mixin private final BackendArguments backend = new BackendArguments();
  @Mixin private final GenerationArguments generation = new GenerationArguments();

  @Override
  public Integer call() throws IOException {
    int most = steps();
    requirePositive("--candidates", candidates);
    Path path = model.or(ember().builtInModel());
    try (Engine engine = ember().engines().open(path, backend)) {
      GenerationOptions asked =
          generation.over(GenerationArguments.defaults(engine.manifest().sampling()), spec());
      GenerationOptions options =
          new GenerationOptions(asked.sampling(), most, asked.stopStrings());
      DrawText text = new DrawText(new TokenText(engine.tokenizer()));
      List<Draw> draws = new ArrayList<>();
      try (Decoder decoder = engine.newDecoder()) {
        decoder.generate(
            tokens(engine, path, decoder, most),
            options,
            listener(draws, draw -> tell(draw, text)));
      }
      if (json) {
        stdout().println(object(draws, text));
      }
    }
    return ExitCode.OK;
  }

  /** By either of its two names. */
  private int steps() {
    Integer most = generation.maxTokens();
    if (steps != null && most != null) {
      throw new ParameterException(
          spec().commandLine(),
          "expected either --steps or --max-tokens, which says the same, but found both");
    }
    int given = steps != null ? steps : most != null ? most : DEFAULT_STEPS;
    requirePositive(steps != null ? "--steps" : "--max-tokens", given);
    return given;
  }

  private int[] tokens(Engine engine, Path path, Decoder decoder, int most) throws IOException {
    int[] tokens =
        raw
            ? engine.tokenizer().encodeFramed(prompt)
            : ChatPrompt.tokens(engine, path, prompt, most);
    if (tokens.length == 0 || tokens.length > decoder.capacity()) {
      throw new ParameterException(
          spec().commandLine(),
          "expected a prompt of 1 to " + decoder.capacity() + " tokens but found " + tokens.length);
    }
    return tokens;
  }

  /** Hears each draw with its number. */
  private interface Teller {
    void tell(NumberedDraw draw);
  }

  private record NumberedDraw(int number, Draw draw) {}

  private GenerationListener listener(List<Draw> draws, Teller teller) {
    return new GenerationListener() {
      @Override
      public int wantedCandidates() {
        return candidates;
      }

      @Override
      public void onDraw(Draw draw) {
        draws.add(draw);
        teller.tell(new NumberedDraw(draws.size(), draw));
      }

      @Override
      public void onText(String delta) {}
    };
  }

  private void tell(NumberedDraw numbered, DrawText text) {
    if (!json) {
      text.lines(numbered.number(), numbered.draw()).forEach(stdout()::println);
      stdout().flush();
    }
  }

  private static String object(List<Draw> draws, DrawText text) {
    JsonArray steps = new JsonArray();
    for (Draw draw : draws) {
      steps.add(text.json(draw));
    }
    JsonObject object = new JsonObject();
    object.add("steps", steps);
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    return gson.toJson(object);
  }
}
