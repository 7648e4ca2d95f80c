package dev.ember.converter.training.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where each thing of a run lies; the package says what they are. */
public final class RunFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String STAGE = "stage";
  private static final String SETTINGS = "settings";
  private static final String CONTENTS = "contents"; // a hash for each setting
  private static final String FILES = "files"; // a hash for each file of each setting
  private static final int SHOWN_DIGITS = 12; // of a hash
  private static final String NOTHING = "no file";

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
   * Checks that the run reads no model out of this folder: the one that it leaves here would take
   * its place, and the run could not go on from what is gone.
   *
   * @throws IllegalArgumentException naming the option
   */
  void requireNoneReadHere(RunSettings wanted) throws IOException {
    for (Map.Entry<String, List<Path>> setting : wanted.read().entrySet()) {
      for (Path path : setting.getValue()) {
        if (Checkpoint.wouldReplace(root, path)) {
          throw new IllegalArgumentException(
              String.format(
                  "--%s: expected a model outside of %s, where the new one goes, but found %s; name"
                      + " another --out",
                  setting.getKey(), root, path));
        }
      }
    }
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
      String name = setting.getKey();
      boolean older = !values.has(name) && wanted.usual().containsKey(name);
      require(
          name,
          setting.getValue(),
          older ? new JsonPrimitive(wanted.usual().get(name)) : values.get(name));
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
        throw new IOException(changed(wanted, content.getKey(), was.getAsString(), found));
      }
    }
    if (learned) {
      found.add(CONTENTS, known);
      found.add(FILES, files(wanted));
      writeText(settings(), GSON.toJson(found) + "\n");
    }
  }

  private String changed(RunSettings wanted, String name, String was, JsonObject found) {
    return String.format(
        "%s: %s (%s) holds something else than when the run began: expected %s; --fresh begins"
            + " anew",
        root,
        name,
        wanted.values().get(name),
        difference(
            was,
            wanted.contents().getOrDefault(name, NOTHING),
            found.has(FILES) && found.getAsJsonObject(FILES).has(name)
                ? found.getAsJsonObject(FILES).getAsJsonObject(name)
                : new JsonObject(),
            wanted.files().getOrDefault(name, Map.of())));
  }

  /**
   * The first file that is another, by its hashes, or else what all of them have.
   *
   * @param wasEach hash of each file when the run began; empty for a run that kept none
   */
  private static String difference(
      String was, String is, JsonObject wasEach, Map<String, String> isEach) {
    for (String file : wasEach.keySet()) {
      String before = wasEach.get(file).getAsString();
      String now = isEach.getOrDefault(file, NOTHING);
      if (!now.equals(before)) {
        return hashes(before, now) + " in " + file;
      }
    }
    for (String file : isEach.keySet()) {
      if (wasEach.size() > 0 && !wasEach.has(file)) {
        return hashes(NOTHING, isEach.getOrDefault(file, NOTHING)) + " in " + file;
      }
    }
    return hashes(was, is);
  }

  private static String hashes(String expected, String found) {
    return "SHA-256 " + shown(expected) + " but found " + shown(found);
  }

  private static String shown(String hash) {
    return hash.matches("[0-9a-f]{64}") ? hash.substring(0, SHOWN_DIGITS) : hash;
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
      return JsonParser.parseString(Utf8File.read(settings())).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(settings() + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject files(RunSettings wanted) {
    JsonObject json = new JsonObject();
    wanted
        .files()
        .forEach(
            (name, hashes) -> {
              JsonObject own = new JsonObject();
              hashes.forEach(own::addProperty);
              json.add(name, own);
            });
    return json;
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
    json.add(FILES, files(wanted));
    writeText(settings(), GSON.toJson(json) + "\n");
  }

  /** Writes a file of text, whole or not at all. */
  public static void writeText(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
