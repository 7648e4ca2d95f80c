package dev.ember.converter.training.corpus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.ember.converter.training.text.CorpusFolder;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was drawn: how much of each file, how often each unit, how much of it is alike. */
final class Statistics {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String HELD_OUT = "held_out";

  private final Corpus corpus;
  private final Map<String, Tally> files = new TreeMap<>(); // by the file that was written
  private final Map<String, Tally> sources = new TreeMap<>(); // by the file that was read
  private final Map<String, Integer> draws = new HashMap<>(); // by id of the unit, to learn from

  /** Counts of some part. */
  private static final class Tally {
    private long records;
    private long units;
    private long turns;
    private long characters;
    private long answerCharacters;
    private final Set<Integer> distinct = new HashSet<>(); // hashes of records

    private JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("records", records);
      json.addProperty("distinct", distinct.size());
      json.addProperty("units", units);
      json.addProperty("turns", turns);
      json.addProperty("characters", characters);
      json.addProperty("answerCharacters", answerCharacters);
      return json;
    }
  }

  Statistics(Corpus corpus) {
    this.corpus = corpus;
  }

  /** Counts a record that was written. */
  void add(String file, List<CorpusUnit> units, List<Message> messages) {
    Tally tally = files.computeIfAbsent(file, name -> new Tally());
    tally.records++;
    tally.units += units.size();
    tally.turns += messages.size();
    tally.distinct.add(messages.hashCode());
    for (Message message : messages) {
      tally.characters += message.content().length();
      tally.answerCharacters += message.role() == Role.ASSISTANT ? message.content().length() : 0;
    }
    for (CorpusUnit unit : units) {
      Tally source = sources.computeIfAbsent(unit.source(), name -> new Tally());
      source.units++;
      if (!file.startsWith(HELD_OUT)) {
        draws.merge(unit.id(), 1, Integer::sum);
      }
    }
  }

  /** Characters to learn from. */
  long characters() {
    return files.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(HELD_OUT))
        .mapToLong(entry -> entry.getValue().characters)
        .sum();
  }

  /** Writes {@code statistics.json} and {@code statistics.md}. */
  void write(Path folder) throws IOException {
    long never = corpus.training().stream().filter(unit -> !draws.containsKey(unit.id())).count();
    JsonObject json = new JsonObject();
    json.addProperty("unitsToLearnFrom", corpus.training().size());
    json.addProperty("unitsHeldOut", corpus.heldOut().size());
    json.addProperty("unitsNeverDrawn", never);
    JsonObject written = new JsonObject();
    files.forEach((name, tally) -> written.add(name, tally.json()));
    json.add("files", written);
    JsonObject read = new JsonObject();
    sources.forEach((name, tally) -> read.addProperty(name, tally.units));
    json.add("drawsOfSource", read);
    text(folder.resolve(CorpusFolder.STATISTICS), GSON.toJson(json) + "\n");
    text(folder.resolve(CorpusFolder.READABLE_STATISTICS), markdown(never));
  }

  private String markdown(long never) {
    StringBuilder text = new StringBuilder("# What was drawn\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d units to learn from, %,d of them never drawn; %,d held out.%n%n",
            corpus.training().size(),
            never,
            corpus.heldOut().size()));
    text.append("| file | records | distinct | turns | characters | of answers |\n");
    text.append("|---|---|---|---|---|---|\n");
    files.forEach(
        (name, tally) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d |%n",
                    name,
                    tally.records,
                    tally.distinct.size(),
                    tally.turns,
                    tally.characters,
                    tally.answerCharacters)));
    text.append("\n| units of | draws |\n|---|---|\n");
    sources.forEach(
        (name, tally) ->
            text.append(String.format(Locale.ROOT, "| %s | %,d |%n", name, tally.units)));
    return text.toString();
  }

  private static void text(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
