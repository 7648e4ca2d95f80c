package dev.ember.converter.export.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.json.JsonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the folder of a training stage says of how it was made, as facts for a manifest: {@code
 * stage}, {@code checkpoint} and {@code parent} (each the first digits of the hash of the weights,
 * so that bundles can be seen to belong together), {@code data}, {@code trainingSteps}, {@code
 * trainingTokens}, {@code trainingSeconds}. A model that was handed on without its run has them,
 * but for the hash, in {@link #HANDED_ON}. Any other folder says nothing.
 */
public final class TrainingNotes {
  /** A JSON object of these facts, each a text. */
  public static final String HANDED_ON = "stage.json";

  /** The fact that is read off the weights, wherever they lie. */
  public static final String CHECKPOINT = "checkpoint";

  private static final String RUN = "training/run.json";
  private static final String SPEED = "training/speed.jsonl";
  private static final String WEIGHTS = "model.safetensors";

  /** The settings that name what a stage learned from, in the words of the stages' options. */
  private static final String[] DATA = {"sources", "pairs", "prompts", "text"};

  private static final String[] CARRIED = {
    "stage", "parent", "data", "trainingSteps", "trainingTokens", "trainingSeconds"
  };

  private static final Pattern STEP =
      Pattern.compile(
          "\"step\":([0-9]{1,18}),\"seconds\":([0-9]+(?:\\.[0-9]+)?),"
              + "\"tokensPerSecond\":([0-9]+(?:\\.[0-9]+)?)");

  /** Up to the last slash of an element of a list: names of folders may hold spaces. */
  private static final Pattern FOLDERS = Pattern.compile("(^|,\\s*)[^,]*[/\\\\]");

  private static final int MAX_BYTES = 1 << 20;
  private static final int ID_BYTES = 8;

  private TrainingNotes() {}

  /**
   * Reads the facts of a folder, in the order of the class' comment.
   *
   * @throws IOException naming the file, if it is not as a stage or a hand on writes it
   */
  public static Map<String, String> facts(Path folder) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!Files.exists(folder.resolve(RUN))) {
      putCarried(facts, folder);
      return facts;
    }
    JsonFields run = TextFile.fields(folder, RUN, MAX_BYTES);
    JsonFields settings = run.object("settings");
    facts.put("stage", run.string("stage"));
    putId(facts, CHECKPOINT, folder);
    if (settings.names().contains("from")) {
      putId(facts, "parent", parent(folder, Paths.get(settings.string("from"))));
    }
    for (String name : DATA) {
      if (settings.names().contains(name)) {
        facts.put("data", withoutFolders(settings.string(name)));
        break;
      }
    }
    putCost(facts, folder.resolve(SPEED));
    return facts;
  }

  private static void putCarried(Map<String, String> facts, Path folder) throws IOException {
    if (!TextFile.exists(folder, HANDED_ON)) {
      return;
    }
    JsonFields carried = TextFile.fields(folder, HANDED_ON, MAX_BYTES);
    for (String name : CARRIED) {
      if (carried.has(name)) {
        facts.put(name, carried.string(name));
      }
    }
    putId(facts, CHECKPOINT, folder);
  }

  /** Where its files lay on the machine that trained is nobody's business. */
  private static String withoutFolders(String data) {
    return FOLDERS.matcher(data.replaceAll("^\\[|\\]$", "")).replaceAll("$1");
  }

  /** Where it lay; if it is there no more, beside the stage that began as it. */
  private static Path parent(Path folder, Path from) {
    Path name = from.getFileName();
    boolean moved = name != null && !Files.isDirectory(from);
    return moved ? folder.toAbsolutePath().resolveSibling(name) : from;
  }

  /** A parent that is not there is not named. */
  private static void putId(Map<String, String> facts, String name, Path folder)
      throws IOException {
    Path weights = folder.resolve(WEIGHTS);
    if (Files.isRegularFile(weights)) {
      facts.put(name, id(weights));
    }
  }

  private static String id(Path weights) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    byte[] block = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(weights)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
    byte[] hash = digest.digest();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < ID_BYTES; i++) {
      hex.append(String.format(Locale.ROOT, "%02x", hash[i]));
    }
    return hex.toString();
  }

  private static void putCost(Map<String, String> facts, Path speed) throws IOException {
    if (!Files.exists(speed)) {
      return;
    }
    long steps = 0; // a run that was gone on with may have taken some of them twice
    double seconds = 0;
    double tokens = 0;
    try (BufferedReader lines = Files.newBufferedReader(speed, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher step = STEP.matcher(line);
        if (step.find()) {
          double took = Double.parseDouble(step.group(2));
          steps = Math.max(steps, Long.parseLong(step.group(1)) + 1);
          seconds += took;
          tokens += took * Double.parseDouble(step.group(3));
        }
      }
    }
    if (steps > 0) {
      facts.put("trainingSteps", Long.toString(steps));
      facts.put("trainingTokens", rounded(tokens));
      facts.put("trainingSeconds", Long.toString(Math.max(1, Math.round(seconds))));
    }
  }

  /** Three digits: the log of speeds is rounded too. */
  private static String rounded(double tokens) {
    long step = (long) Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 2));
    return Long.toString(Math.round(tokens / step) * step);
  }
}
