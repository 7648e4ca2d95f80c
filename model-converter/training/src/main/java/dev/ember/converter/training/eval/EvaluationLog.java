package dev.ember.converter.training.eval;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ember.converter.training.run.ContentHash;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code training/eval.json}, {@code training/answers.md} and {@code training/tables.md}, written
 * anew behind each model. A model that stands there already, judged by the same settings, needs no
 * judging again: an evaluation that was stopped goes on with the next.
 */
final class EvaluationLog {
  private static final String SETTINGS = "settings";
  private static final String PROMPTS = "prompts";
  private static final String MODELS = "models";
  private static final String WEIGHTS = "weights";

  private final RunFolder folder;
  private final JsonObject json = new JsonObject();
  private final JsonArray models = new JsonArray();
  private final Map<String, JsonObject> before = new LinkedHashMap<>(); // by model
  private final Set<String> reached = new HashSet<>(); // models
  private final Transcript transcript;

  private EvaluationLog(RunFolder folder, Transcript transcript) {
    this.folder = folder;
    this.transcript = transcript;
  }

  /**
   * Opens the log of a folder.
   *
   * @param settings all that the numbers hang on beside the model itself
   * @param fresh whether to judge all anew
   * @throws IOException if models stand there that were judged by other settings
   */
  static EvaluationLog open(
      RunFolder folder, RunSettings settings, List<Question> asked, boolean fresh)
      throws IOException {
    Path numbers = folder.file("eval.json");
    Path answers = folder.file("answers.md");
    Files.createDirectories(numbers.getParent());
    boolean found = !fresh && Files.exists(numbers);
    boolean whole = found && Files.exists(answers);
    EvaluationLog log =
        new EvaluationLog(folder, new Transcript(whole ? Utf8File.read(answers) : ""));
    JsonObject values = new JsonObject();
    settings.values().forEach(values::addProperty);
    log.json.add(SETTINGS, values);
    log.json.add(PROMPTS, turns(asked));
    if (found) {
      log.remember(numbers, whole);
    }
    return log;
  }

  /**
   * @param whole whether the answers are there too; without them all is judged anew
   */
  private void remember(Path numbers, boolean whole) throws IOException {
    try {
      JsonValue old = JsonValue.parse(Utf8File.read(numbers));
      requireSame(old, numbers);
      if (!whole) {
        return;
      }
      for (JsonValue model : old.field(MODELS).items()) {
        String name = model.field(ModelJudgement.MODEL).text();
        model.field(WEIGHTS).text(); // or it is refused
        before.put(name, (JsonObject) model.json());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(numbers + ": " + e.getMessage() + "; --fresh begins anew", e);
    }
  }

  private void requireSame(JsonValue old, Path numbers) throws IOException {
    JsonObject wanted = json.getAsJsonObject(SETTINGS);
    JsonElement found = old.has(SETTINGS) ? old.field(SETTINGS).json() : new JsonObject();
    JsonObject was = found.isJsonObject() ? found.getAsJsonObject() : new JsonObject();
    for (String name : wanted.keySet()) {
      if (!wanted.get(name).equals(was.get(name))) {
        throw other(numbers, name + " " + shown(wanted.get(name)), shown(was.get(name)));
      }
    }
    if (!was.equals(wanted) || !json.get(PROMPTS).equals(old.field(PROMPTS).json())) {
      throw other(numbers, "the prompts that are asked now", "others");
    }
  }

  private IOException other(Path numbers, String wanted, String was) {
    return new IOException(
        String.format(
            "%s: expected models judged with %s but they were with %s; --fresh forgets them, and"
                + " another --out keeps them",
            numbers, wanted, was));
  }

  /** A setting without the whole of a hash. */
  private static String shown(@Nullable JsonElement setting) {
    return setting == null
        ? "none"
        : setting.getAsString().replaceAll("(\\b[0-9a-f]{12})[0-9a-f]{52}\\b", "$1");
  }

  /** Models that were judged before and leave the log at the end, for they are not named now. */
  List<String> leaving(List<Path> named) {
    List<String> leaving = new ArrayList<>(before.keySet());
    named.forEach(model -> leaving.remove(model.toString()));
    return leaving;
  }

  private static JsonElement turns(List<Question> asked) {
    JsonArray chats = new JsonArray();
    for (Question question : asked) {
      JsonArray turns = new JsonArray();
      question.opening().forEach(message -> turns.add(message.content()));
      question.turns().forEach(turns::add);
      chats.add(turns);
    }
    return chats;
  }

  /** What was found out about a model before; null if it has to be judged. */
  @Nullable JsonObject judged(Path model) throws IOException {
    JsonObject found = before.get(model.toString());
    if (found == null || !found.get(WEIGHTS).getAsString().equals(held(model))) {
      return null;
    }
    reached.add(model.toString());
    models.add(found);
    return found;
  }

  /** A model that learned on is another one; a copy of it, or one that was touched, is not. */
  private static String held(Path model) throws IOException {
    return ContentHash.ofWhole(List.of(model)).whole();
  }

  /** Adds a model and writes all files. */
  JsonObject add(Path model, ModelJudgement judgement) throws IOException {
    JsonObject found = judgement.json();
    found.addProperty(WEIGHTS, held(model));
    reached.add(model.toString());
    models.add(found);
    transcript.add(judgement.model(), judgement.rounds());
    JsonArray all = models.deepCopy();
    before.forEach(
        (name, old) -> {
          if (!reached.contains(name)) { // perhaps this call is stopped before it comes to it
            all.add(old);
          }
        });
    write(all);
    return found;
  }

  /** Writes the models of this call, when it has judged them all. */
  void finish() throws IOException {
    write(models);
  }

  private void write(JsonArray all) throws IOException {
    json.add(MODELS, all);
    RunFolder.writeText(
        folder.file("eval.json"),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n");
    RunFolder.writeText(folder.file("answers.md"), transcript.of(names(all)));
    RunFolder.writeText(
        folder.file("tables.md"), EvaluationTables.of(json.getAsJsonObject(SETTINGS), all));
  }

  private static List<String> names(JsonArray models) {
    return models.asList().stream()
        .map(model -> model.getAsJsonObject().get(ModelJudgement.MODEL).getAsString())
        .toList();
  }
}
