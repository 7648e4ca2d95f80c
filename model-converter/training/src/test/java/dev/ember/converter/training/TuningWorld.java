package dev.ember.converter.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.preference.TinyWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A folder with a model that fits into a test and ranked answers, and the commands in process. */
abstract class TuningWorld {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  final StringWriter errors = new StringWriter();
  Path folder;
  Path model;
  Path pairs;

  @Before
  public void writeWorld() throws IOException {
    folder = temporary.newFolder().toPath();
    model = folder.resolve("model");
    pairs = folder.resolve("pairs.jsonl");
    Files.write(pairs, TinyWorld.lines());
    Files.createDirectories(model);
    try (Checkpoint checkpoint = TinyWorld.checkpoint(1)) {
      checkpoint.write(model);
    }
  }

  int stage(String verb, Path out, int steps, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                verb, "--out", out, "--steps", steps, "--threads", 1, "--precision", "float32"));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  int run(Object... words) {
    String[] arguments = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = words[i].toString();
    }
    return TrainerMain.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
  }

  static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  static Object[] also(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  /** The options of a small rlhf. */
  final Object[] rlhfBy(Path reward) {
    return new Object[] {
      "--from",
      model,
      "--reward",
      reward,
      "--prompts",
      pairs,
      "--answers",
      4,
      "--passes",
      2,
      "--minibatches",
      2,
      "--answer-tokens",
      5
    };
  }
}
