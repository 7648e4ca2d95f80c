package dev.ember.converter.training.eval;

import com.google.gson.JsonObject;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.progress.CountBar;
import dev.ember.converter.training.report.ProbeReport;
import dev.ember.converter.training.reward.RewardCheckpoint;
import dev.ember.converter.training.run.ContentHash;
import dev.ember.converter.training.run.JudgingCommand;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ember eval}: models in numbers, the first against the others. */
@Command(
    name = "eval",
    description =
        "Judges models beside each other: loss, pairs, rules, win rate against the first, samples.")
public final class EvalCommand extends JudgingCommand {
  private static final int MOST_TOKENS = 160;
  private static final int PERCENT = 100;
  private static final String NONE = "none";

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "any model that ember imports, or a bundle")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "held-out texts and chats, files and folders as for pretrain; of chats the answers are"
              + " judged; may be given again")
  private List<Path> texts = new ArrayList<>();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "ranked answers; the part that reward and dpo hold out is judged")
  private @Nullable Path pairs;

  @Option(
      names = "--held-out-pairs",
      paramLabel = "FILE",
      description = "ranked answers that nothing learned; all of them are judged")
  private @Nullable Path heldOutPairs;

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

  @Mixin private final SamplingArguments sampling = new SamplingArguments();

  @Option(
      names = "--answer-tokens",
      defaultValue = "160",
      paramLabel = "N",
      description = "the most tokens of an answer (default: ${DEFAULT-VALUE})")
  private int mostTokens = MOST_TOKENS;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/eval",
      description =
          "folder of training/eval.json, answers.md and tables.md (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("runs", "eval");

  @Option(names = "--fresh", description = "judge all anew, those in --out too")
  private boolean fresh;

  @Override
  protected StageWork prepare() {
    sampling.requireSound();
    if (mostPrompts < 0) {
      throw new IllegalArgumentException(
          "expected --most-prompts of at least 0 but found " + mostPrompts);
    }
    if (pairs != null && heldOutPairs != null) {
      throw new IllegalArgumentException(
          "expected either --pairs or --held-out-pairs but found both");
    }
    return stop -> work(System.out, stop);
  }

  private boolean work(PrintStream printed, BooleanSupplier stop) throws IOException {
    List<Question> asked = asked();
    String source = prompts == null ? "the forty chats" : prompts.toString();
    Interview interview = new Interview(source, asked, mostTokens);
    EvaluationLog log = EvaluationLog.open(new RunFolder(out), settings(), asked, fresh);
    for (String model : log.leaving(models)) {
      System.err.printf("%s is not named now and leaves %s at the end.%n", model, out);
    }
    Path judgePath = reward;
    try (RewardCheckpoint judge = judgePath == null ? null : RewardCheckpoint.open(judgePath)) {
      Evaluation evaluation =
          new Evaluation(
              new Evaluation.Task(documents(), preferences(), judge, interview, sampling, seed()));
      for (int i = 0; i < models.size(); i++) {
        if (stop.getAsBoolean()) {
          return false;
        }
        Path model = models.get(i);
        JsonObject found = log.judged(model);
        System.err.printf(
            "%s %s (%d of %d).%n",
            found == null ? "Judging" : "Judged before:", model, i + 1, models.size());
        if (found == null) {
          CountBar bar = bar(evaluation.pieces());
          Optional<ModelJudgement> judged = evaluation.judge(model, bar::update, stop);
          if (judged.isEmpty()) {
            return false;
          }
          found = log.add(model, judged.get());
        } else if (i == 0) {
          evaluation.compareWith(AnswerMarks.read(JsonValue.of(found).field(ModelJudgement.MARKS)));
        }
        print(printed, found);
      }
    }
    log.finish();
    return true;
  }

  private static CountBar bar(long pieces) {
    return new CountBar(System.err, System.console() != null, "judged", pieces);
  }

  /** All that the numbers hang on beside the model that is judged. */
  private RunSettings settings() throws IOException {
    RunSettings settings =
        new RunSettings("eval")
            .with("first", stamped(models.get(0), List.of(models.get(0))))
            .with("text", stamped(texts, TextSources.judges(List.of(), texts).files()))
            .with("pairs", ranked(pairs))
            .with("held-out-pairs", ranked(heldOutPairs))
            .with(
                "reward", reward == null ? NONE : stamped(reward, RewardCheckpoint.filesOf(reward)))
            .with("prompts", prompts == null ? NONE : stamped(prompts, List.of(prompts)))
            .with("answer-tokens", mostTokens)
            .with("seed", seed());
    sampling.addTo(settings);
    return settings;
  }

  private static String ranked(@Nullable Path file) throws IOException {
    return file == null ? NONE : stamped(file, PreferenceReader.filesOf(file));
  }

  /** What was named, and what it holds. */
  private static String stamped(Object named, Collection<Path> files) throws IOException {
    return named + " of " + ContentHash.ofWhole(files).whole();
  }

  private static void print(PrintStream out, JsonObject json) {
    out.println(json.get(ModelJudgement.MODEL).getAsString());
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

  private List<Document> documents() throws IOException {
    List<Document> documents = new ArrayList<>();
    TextSources.judges(List.of(), texts).forEach(documents::add);
    return documents;
  }

  private @Nullable Preferences preferences() throws IOException {
    if (heldOutPairs != null) {
      return new Preferences(List.of(), PreferenceReader.read(heldOutPairs));
    }
    return pairs == null ? null : new Preferences(PreferenceReader.read(pairs));
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
      questions.addAll(QuestionReader.read(file, seed()));
    }
    return questions.subList(0, Math.min(questions.size(), mostPrompts));
  }
}
