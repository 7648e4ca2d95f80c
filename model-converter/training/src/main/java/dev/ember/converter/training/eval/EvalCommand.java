package dev.ember.converter.training.eval;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.preference.PromptEntry;
import dev.ember.converter.training.preference.PromptReader;
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
import java.util.SplittableRandom;
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
      description = "what is asked (default: forty chats)")
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
    List<List<Message>> asked = asked();
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
        RunFolder.writeText(folder.file("eval.json"), json(asked, all));
      }
    }
    return true;
  }

  private static String json(List<List<Message>> asked, JsonArray models) {
    JsonObject json = new JsonObject();
    JsonArray chats = new JsonArray();
    for (List<Message> chat : asked) {
      JsonArray turns = new JsonArray();
      chat.forEach(message -> turns.add(message.content()));
      chats.add(turns);
    }
    json.add("prompts", chats);
    json.add("models", models);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static void print(PrintStream out, ModelJudgement judgement) {
    out.println(judgement.model());
    judgement
        .json()
        .entrySet()
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

  private List<List<Message>> asked() throws IOException {
    Path file = prompts;
    List<List<Message>> chats = new ArrayList<>();
    if (file == null) {
      for (String probe : ProbeReport.probes()) {
        chats.add(List.of(Message.user(probe.split("\\s*\\|\\s*", 2)[0])));
      }
    } else {
      SplittableRandom random = new SplittableRandom(run().seed());
      for (PromptEntry entry : PromptReader.read(file)) {
        chats.add(entry.draw(random));
      }
    }
    return chats.subList(0, Math.min(chats.size(), mostPrompts));
  }
}
