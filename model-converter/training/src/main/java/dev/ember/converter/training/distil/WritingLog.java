package dev.ember.converter.training.distil;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.converter.training.text.WholeLines;
import dev.ember.inference.file.Utf8File;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a teacher wrote, beside the file of what is kept: {@code FILE.log.jsonl}, and {@code
 * FILE.run.json} with the settings that it was written by. Another teacher, seed or prompts would
 * make one file out of two halves that nothing tells apart, so they are refused.
 */
final class WritingLog {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

  private static final String HASH_OF = "SHA-256 of ";

  private final Path target;
  private final Path lines;
  private final int batch;

  /**
   * What of a file was kept.
   *
   * @param answers that nothing speaks against
   * @param reasons against the others, each with how often
   */
  record Kept(int answers, Map<String, Integer> reasons) {}

  private WritingLog(Path target, int batch) {
    this.target = target;
    this.lines = beside(target, ".log.jsonl");
    this.batch = batch;
  }

  /**
   * Begins a log, or goes on with the one that is there.
   *
   * @param batch lines that are written together
   * @param fresh whether to forget what is there
   * @throws IOException if it was written by other settings
   */
  static WritingLog open(Path target, int batch, RunSettings settings, boolean fresh)
      throws IOException {
    WritingLog log = new WritingLog(target, batch);
    Path file = beside(target, ".run.json");
    if (fresh) {
      Files.deleteIfExists(log.lines);
    }
    if (Files.exists(log.lines)) {
      requireSame(file, settings);
    } else {
      JsonObject values = new JsonObject();
      settings.values().forEach(values::addProperty);
      settings.contents().forEach((name, hash) -> values.addProperty(HASH_OF + name, hash));
      RunFolder.writeText(file, GSON.toJson(values) + "\n");
    }
    return log;
  }

  private static void requireSame(Path file, RunSettings wanted) throws IOException {
    Map<String, String> found;
    try {
      found = Files.exists(file) ? JsonValue.parse(Utf8File.read(file)).textsByName() : Map.of();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    for (Map.Entry<String, String> setting : wanted.values().entrySet()) {
      String was = found.getOrDefault(setting.getKey(), "none");
      requireSame(file, setting.getKey(), setting.getValue(), was);
    }
    for (Map.Entry<String, String> content : wanted.contents().entrySet()) {
      String name = HASH_OF + content.getKey();
      // One of before hashes were kept is gone on with, for refusing it would lose it.
      String was = found.getOrDefault(name, content.getValue());
      requireSame(file, name, content.getValue(), was);
    }
  }

  private static void requireSame(Path file, String name, String wanted, String was)
      throws IOException {
    if (!was.equals(wanted)) {
      throw new IOException(
          String.format(
              "%s: expected to go on with %s %s but the chats there were written with %s; --fresh"
                  + " begins anew",
              file, name, wanted, was));
    }
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }

  /** Whole batches in the log; a last one that was cut, at whichever byte, is taken out. */
  int wholeBatches() throws IOException {
    if (!Files.exists(lines)) {
      return 0;
    }
    return WholeLines.keep(lines, Integer.MAX_VALUE, batch) / batch;
  }

  /** Where the next batch goes. */
  Writer append() throws IOException {
    return Files.newBufferedWriter(
        lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Writes what was kept as chats to tune on. */
  Kept gather() throws IOException {
    Map<String, Integer> reasons = new TreeMap<>();
    List<String> kept = new ArrayList<>();
    try (BufferedReader all = Files.newBufferedReader(lines, StandardCharsets.UTF_8)) {
      NumberedLines.read(
          all, lines.toString(), (line, number) -> sort(JsonValue.parse(line), kept, reasons));
    }
    RunFolder.writeText(target, String.join("", kept));
    return new Kept(kept.size(), reasons);
  }

  private static void sort(JsonValue line, List<String> kept, Map<String, Integer> reasons) {
    List<String> against = line.field("against").texts();
    against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    if (against.isEmpty()) {
      JsonObject chat = new JsonObject();
      chat.add("messages", line.field("messages").json());
      kept.add(LINE.toJson(chat) + "\n");
    }
  }
}
