package dev.ember.converter.training.corpus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.converter.training.progress.CountBar;
import dev.ember.converter.training.text.CorpusFolder;
import dev.ember.inference.chat.Message;
import dev.ember.inference.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A corpus drawn into files. English and Chinese units are never chained: a conversation is in one
 * language, unless a unit itself changes it.
 */
final class Expansion {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * How much to draw.
   *
   * @param conversations to learn from
   * @param stories to learn from
   * @param heldOut conversations, and as many stories, of held-out units
   */
  record Counts(int conversations, int stories, int heldOut) {}

  private final Corpus corpus;
  private final Map<String, Double> weights;
  private final Map<String, Double> boosts;
  private final double chain;

  /**
   * @param weights of files, where they are not the number of their units
   * @throws IllegalArgumentException if a file or a tag is unknown
   */
  Expansion(Corpus corpus, Map<String, Double> weights, Map<String, Double> boosts, double chain) {
    this.corpus = corpus;
    this.weights = Map.copyOf(weights);
    this.boosts = Map.copyOf(boosts);
    this.chain = chain;
    List<CorpusUnit> all = corpus.training();
    for (String source : weights.keySet()) {
      if (all.stream().noneMatch(unit -> unit.source().equals(source))) {
        throw new IllegalArgumentException("expected a weight of a file but found " + source);
      }
    }
    for (String tag : boosts.keySet()) {
      if (all.stream().noneMatch(unit -> unit.tags().contains(tag))) {
        throw new IllegalArgumentException("expected a boost of a tag but found " + tag);
      }
    }
  }

  /** Whether a conversation of held-out units can be drawn: a small corpus may hold out none. */
  boolean hasJudges() {
    return corpus.heldOut().stream().anyMatch(unit -> weights.getOrDefault(unit.source(), 1.0) > 0);
  }

  /** Writes all files of a folder; empty is what there are no units for. */
  Statistics write(Path folder, Counts counts, long seed, CountBar bar) throws IOException {
    Statistics statistics = new Statistics(corpus);
    SplittableRandom random = new SplittableRandom(seed);
    Drawing drawing = new Drawing(folder, statistics, bar);
    drawing.chats(CorpusFolder.CHATS, corpus.training(), counts.conversations(), random.split());
    drawing.texts(CorpusFolder.TEXTS, corpus.training(), counts.stories(), random.split());
    int judging = hasJudges() ? counts.heldOut() : 0;
    drawing.chats(CorpusFolder.HELD_OUT_CHATS, corpus.heldOut(), judging, random.split());
    drawing.texts(CorpusFolder.HELD_OUT_TEXTS, corpus.heldOut(), counts.heldOut(), random.split());
    statistics.write(folder);
    return statistics;
  }

  /** Draws into the files of a folder. */
  private final class Drawing {
    private final Path folder;
    private final Statistics statistics;
    private final CountBar bar;
    private long drawn;

    private Drawing(Path folder, Statistics statistics, CountBar bar) {
      this.folder = folder;
      this.statistics = statistics;
      this.bar = bar;
    }

    private void chats(String file, List<CorpusUnit> units, int count, SplittableRandom random)
        throws IOException {
      if (count == 0) { // perhaps of no units
        write(file, 0, JsonObject::new);
        return;
      }
      LanguageMix mix = new LanguageMix(units, weights, boosts, corpus.expander(), chain);
      write(
          file,
          count,
          () -> {
            List<CorpusUnit> chosen = mix.chain(random);
            List<Message> messages = mix.messages(chosen, random);
            statistics.add(file, chosen, messages);
            return json(messages);
          });
    }

    private void texts(String file, List<CorpusUnit> units, int count, SplittableRandom random)
        throws IOException {
      List<CorpusUnit> stories = units.stream().filter(unit -> unit.kind() == Kind.STORY).toList();
      if (stories.isEmpty()) {
        write(file, 0, JsonObject::new);
        return;
      }
      LanguageMix mix = new LanguageMix(stories, positive(weights), boosts, corpus.expander(), 0);
      write(
          file,
          count,
          () -> {
            List<CorpusUnit> chosen = mix.chain(random);
            List<Message> messages = mix.messages(chosen, random);
            Message story = messages.get(messages.size() - 1);
            statistics.add(file, chosen, List.of(story));
            JsonObject json = new JsonObject();
            json.addProperty("text", story.content());
            return json;
          });
    }

    /** Whole or not at all: half a corpus would look like a corpus. */
    private void write(String file, int count, Supplier<JsonObject> next) throws IOException {
      AtomicFile.write(
          folder.resolve(file),
          channel -> {
            Writer lines = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            for (int i = 0; i < count; i++) {
              lines.write(GSON.toJson(next.get()) + "\n");
              bar.update(++drawn);
            }
            lines.flush();
          });
    }
  }

  /** A file that is left out of conversations may still be read as plain stories. */
  private static Map<String, Double> positive(Map<String, Double> weights) {
    Map<String, Double> positive = new TreeMap<>(weights);
    positive.values().removeIf(weight -> weight <= 0);
    return positive;
  }

  private static JsonObject json(List<Message> messages) {
    JsonArray array = new JsonArray();
    for (Message message : messages) {
      JsonObject json = new JsonObject();
      json.addProperty("role", message.role().key());
      json.addProperty("content", message.content());
      array.add(json);
    }
    JsonObject json = new JsonObject();
    json.add("messages", array);
    return json;
  }
}
