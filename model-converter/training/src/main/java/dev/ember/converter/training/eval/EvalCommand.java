package dev.ember.converter.training.eval;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.report.ProbeReport;
import dev.ember.converter.training.reward.RewardCheckpoint;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageWork;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ember eval}: models in numbers, the first against the others. */
@Command(
    name = "eval",
    description =
        "Judges models beside each other: loss, pairs, rules, win rate against the first, samples.")
public final class EvalCommand extends StageCommand {
  private static final int MOST_TOKENS = 160;
  private static final float TEMPERATURE = 0.8f;
  private static final float TOP_P = 0.95f;
  private static final int PERCENT = 100;

  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "any model that ember imports")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "held-out text, its documents divided by empty lines")
  private @Nullable Path text;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "ranked answers; the part that reward and dpo hold out is judged")
  private @Nullable Path pairs;

  @Option(names = "--reward", paramLabel = "RUN", description = "what ./ember reward left")
  private @Nullable Path reward;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description =
          "what is asked: prompts, or questions with turns, group and rubric"
              + " (default: forty chats)")
  private @Nullable Path prompts;

  @Option(
      names = "--most-prompts",
      defaultValue = "200",
      paramLabel = "N",
      description = "ask the first N (default: ${DEFAULT-VALUE})")
  private int mostPrompts = 200;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      description = "of the answers; 0 is greedy (default: ${DEFAULT-VALUE})")
  private float temperature = TEMPERATURE;

  @Option(
      names = "--answer-tokens",
      defaultValue = "160",
      paramLabel = "N",
      description = "the most tokens of an answer (default: ${DEFAULT-VALUE})")
  private int mostTokens = MOST_TOKENS;

  @Override
  protected StageWork prepare() {
    SamplingOptions sampling = new SamplingOptions(temperature, 0, TOP_P, 0, 1, 0, run().seed());
    return stop -> work(sampling, System.out, stop);
  }

  private boolean work(SamplingOptions sampling, PrintStream out, BooleanSupplier stop)
      throws IOException {
    RunFolder folder = run().folder("eval");
    Files.createDirectories(folder.file("eval.json").getParent());
    List<Question> asked = asked();
    Transcript transcript = new Transcript();
    Path judgePath = reward;
    JsonArray all = new JsonArray();
    try (RewardCheckpoint judge = judgePath == null ? null : RewardCheckpoint.open(judgePath)) {
      Evaluation evaluation =
          new Evaluation(
              new Evaluation.Task(texts(), preferences(), judge, asked, sampling, mostTokens));
      for (Path model : models) {
        if (stop.getAsBoolean()) {
          return false;
        }
        System.err.printf("Judging %s (%d of %d).%n", model, all.size() + 1, models.size());
        ModelJudgement judgement = evaluation.judge(model);
        all.add(judgement.json());
        print(out, judgement);
        transcript.add(judgement.model(), judgement.exchanges());
        RunFolder.writeText(folder.file("eval.json"), json(asked, all));
        RunFolder.writeText(folder.file("answers.md"), transcript.toString());
      }
    }
    return true;
  }

  private static String json(List<Question> asked, JsonArray models) {
    JsonObject json = new JsonObject();
    JsonArray chats = new JsonArray();
    for (Question question : asked) {
      JsonArray turns = new JsonArray();
      question.opening().forEach(message -> turns.add(message.content()));
      question.turns().forEach(turns::add);
      chats.add(turns);
    }
    json.add("prompts", chats);
    json.add("models", models);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static void print(PrintStream out, ModelJudgement judgement) {
    out.println(judgement.model());
    JsonObject json = judgement.json();
    json.entrySet()
        .forEach(
            entry -> {
              if (entry.getValue().isJsonPrimitive()
                  && entry.getValue().getAsJsonPrimitive().isNumber()) {
                out.printf(
                    Locale.ROOT,
                    "  %-28s %8.4f%n",
                    entry.getKey().toLowerCase(Locale.ROOT),
                    entry.getValue().getAsDouble());
              }
            });
    if (json.has("groups")) {
      printGroups(out, json.getAsJsonObject("groups"));
    }
  }

  private static void printGroups(PrintStream out, JsonObject groups) {
    out.printf("  %-20s %9s %12s %12s%n", "group", "words", "all rules", "language");
    groups
        .entrySet()
        .forEach(
            entry -> {
              JsonObject group = entry.getValue().getAsJsonObject();
              out.printf(
                  "  %-20s %9s %12s %12s%n",
                  entry.getKey(),
                  percent(group, "wordsFound"),
                  percent(group, "rulesKept"),
                  percent(group, "sameLanguage"));
            });
  }

  private static String percent(JsonObject group, String name) {
    return group.has(name)
        ? String.format(Locale.ROOT, "%.0f %%", PERCENT * group.get(name).getAsDouble())
        : "-";
  }

  private List<String> texts() throws IOException {
    Path file = text;
    if (file == null) {
      return List.of();
    }
    List<String> documents = new ArrayList<>();
    for (String document : Files.readString(file, StandardCharsets.UTF_8).split("\\n\\s*\\n")) {
      if (!document.isBlank()) {
        documents.add(document.strip());
      }
    }
    return documents;
  }

  private @Nullable Preferences preferences() throws IOException {
    Path file = pairs;
    return file == null ? null : new Preferences(PreferenceReader.read(file));
  }

  private List<Question> asked() throws IOException {
    Path file = prompts;
    List<Question> questions = new ArrayList<>();
    if (file == null) {
      for (String probe : ProbeReport.probes()) {
        Message first = Message.user(probe.split("\\s*\\|\\s*", 2)[0]);
        questions.add(Question.of(questions.size() + 1, List.of(first)));
      }
    } else {
      questions.addAll(QuestionReader.read(file, run().seed()));
    }
    return questions.subList(0, Math.min(questions.size(), mostPrompts));
  }
}
