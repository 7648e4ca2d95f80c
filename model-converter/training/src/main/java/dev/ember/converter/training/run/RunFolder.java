package dev.ember.converter.training.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Where each thing of a run lies; the package says what they are. */
public final class RunFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String STAGE = "stage";
  private static final String SETTINGS = "settings";
  private static final String CONTENTS = "contents";
  private static final int SHOWN_DIGITS = 12; // of a hash

  private final Path root;

  public RunFolder(Path root) {
    this.root = root;
  }

  /** The folder of the model. */
  public Path model() {
    return root;
  }

  /** A file of {@code training/}, such as a stage's own report. */
  public Path file(String name) {
    return root.resolve("training").resolve(name);
  }

  public Path settings() {
    return file("run.json");
  }

  public Path metrics() {
    return file("metrics.jsonl");
  }

  public Path speed() {
    return file("speed.jsonl");
  }

  public Path state() {
    return file("state.safetensors");
  }

  /**
   * Begins a run, or goes on with the one that lies here.
   *
   * @return whether there is a state to go on from
   * @throws IOException if the run here was another
   */
  boolean begin(RunSettings wanted) throws IOException {
    Files.createDirectories(settings().getParent());
    if (Files.exists(settings()) && Files.exists(state())) {
      requireSame(wanted);
      return true;
    }
    writeSettings(wanted);
    return false;
  }

  /** Forgets the run that lies here; the model stays until the new one takes its place. */
  void forget() throws IOException {
    for (Path path : new Path[] {settings(), state(), metrics(), speed()}) {
      Files.deleteIfExists(path);
    }
  }

  private void requireSame(RunSettings wanted) throws IOException {
    JsonObject found = read();
    require(STAGE, wanted.stage(), found.get(STAGE));
    JsonObject values = found.getAsJsonObject(SETTINGS);
    for (Map.Entry<String, String> setting : wanted.values().entrySet()) {
      require(setting.getKey(), setting.getValue(), values.get(setting.getKey()));
    }
    requireSameContents(wanted, found);
  }

  /**
   * A run of before contents were kept goes on, for refusing it would lose it; from then on what
   * lies there now is what it began with.
   */
  private void requireSameContents(RunSettings wanted, JsonObject found) throws IOException {
    JsonObject known = found.has(CONTENTS) ? found.getAsJsonObject(CONTENTS) : new JsonObject();
    boolean learned = false;
    for (Map.Entry<String, String> content : wanted.contents().entrySet()) {
      JsonElement was = known.get(content.getKey());
      if (was == null) {
        known.addProperty(content.getKey(), content.getValue());
        learned = true;
      } else if (!was.getAsString().equals(content.getValue())) {
        throw new IOException(changed(wanted, content, was.getAsString()));
      }
    }
    if (learned) {
      found.add(CONTENTS, known);
      writeText(settings(), GSON.toJson(found) + "\n");
    }
  }

  private String changed(RunSettings wanted, Map.Entry<String, String> now, String was) {
    return String.format(
        "%s: %s (%s) holds something else than when the run began: expected SHA-256 %s but found"
            + " %s; --fresh begins anew",
        root,
        now.getKey(),
        wanted.values().get(now.getKey()),
        was.substring(0, Math.min(was.length(), SHOWN_DIGITS)),
        now.getValue().substring(0, SHOWN_DIGITS));
  }

  private void require(String name, String wanted, JsonElement found) throws IOException {
    String was = found == null ? "none" : found.getAsString();
    if (!wanted.equals(was)) {
      throw new IOException(
          String.format(
              "%s: expected the run to go on with %s %s but it began with %s; --fresh begins anew",
              root, name, wanted, was));
    }
  }

  private JsonObject read() throws IOException {
    try {
      return JsonParser.parseString(Files.readString(settings())).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(settings() + ": " + e.getMessage(), e);
    }
  }

  private void writeSettings(RunSettings wanted) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty(STAGE, wanted.stage());
    JsonObject values = new JsonObject();
    wanted.values().forEach(values::addProperty);
    json.add(SETTINGS, values);
    JsonObject contents = new JsonObject();
    wanted.contents().forEach(contents::addProperty);
    json.add(CONTENTS, contents);
    writeText(settings(), GSON.toJson(json) + "\n");
  }

  /** Writes a file of text, whole or not at all. */
  public static void writeText(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
