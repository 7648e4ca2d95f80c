package dev.ember.converter.training.eval;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.preference.PromptReader;
import dev.ember.converter.training.run.JudgingCommand;
import dev.ember.converter.training.run.StageWork;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ember compare}: what each stage says to the same words. */
@Command(
    name = "compare",
    description =
        "Prints what models answer to a prompt side by side, with their first candidates.")
public final class CompareCommand extends JudgingCommand {
  private static final int CANDIDATES = 6;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "any model that ember imports, or a bundle")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "what the user says; turns of a chat divided by bars; may be given again")
  private List<String> prompts = new ArrayList<>();

  @Option(
      names = "--temperature",
      defaultValue = "0",
      description = "of the answers; 0 is greedy (default: ${DEFAULT-VALUE})")
  private float temperature;

  @Option(
      names = "--answer-tokens",
      defaultValue = "96",
      paramLabel = "N",
      description = "the most tokens of an answer (default: ${DEFAULT-VALUE})")
  private int mostTokens = 96;

  @Option(names = "--json", description = "write one JSON object")
  private boolean json;

  @Override
  protected StageWork prepare() {
    SamplingOptions sampling = new SamplingOptions(temperature, 0, 1, 0, 1, 0, seed());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return stop -> {
      JsonArray all = new JsonArray();
      for (String prompt : prompts) {
        List<Message> chat = PromptReader.turns(List.of(prompt.split("\\s*\\|\\s*")));
        List<Comparison> answers = new ArrayList<>();
        for (Path model : models) {
          if (stop.getAsBoolean()) {
            return false;
          }
          answers.add(Comparison.of(model, chat, sampling, mostTokens, CANDIDATES));
        }
        if (json) {
          all.add(object(prompt, answers));
        } else {
          print(out, prompt, answers);
        }
      }
      if (json) {
        out.println(
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all));
      }
      return true;
    };
  }

  private static void print(PrintStream out, String prompt, List<Comparison> answers) {
    out.println("> " + prompt);
    for (Comparison answer : answers) {
      out.println("  " + answer.model() + (answer.stopped() ? "" : "  (did not stop)"));
      out.println("    " + answer.answer().replace("\n", "\n    "));
      out.println(
          "    first: "
              + answer.candidates().stream()
                  .map(
                      one ->
                          String.format(
                              Locale.ROOT,
                              "%s %.0f %%",
                              quoted(one.text()),
                              100 * one.probability()))
                  .collect(Collectors.joining(", ")));
    }
    out.println();
  }

  private static String quoted(String token) {
    return '"' + token.replace("\n", "\\n") + '"';
  }

  private static JsonObject object(String prompt, List<Comparison> answers) {
    JsonObject object = new JsonObject();
    object.addProperty("prompt", prompt);
    JsonArray models = new JsonArray();
    for (Comparison answer : answers) {
      JsonObject one = new JsonObject();
      one.addProperty("model", answer.model());
      one.addProperty("answer", answer.answer());
      one.addProperty("stopped", answer.stopped());
      JsonArray candidates = new JsonArray();
      for (Comparison.FirstToken token : answer.candidates()) {
        JsonObject candidate = new JsonObject();
        candidate.addProperty("text", token.text());
        candidate.addProperty("probability", token.probability());
        candidates.add(candidate);
      }
      one.add("candidates", candidates);
      models.add(one);
    }
    object.add("models", models);
    return object;
  }
}
