package dev.ember.converter.training.distil;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.preference.PromptEntry;
import dev.ember.converter.training.preference.PromptReader;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.converter.training.run.StageWork;
import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A teacher answers prompts into a file of chats, batch by batch. Every line tells its prompt, its
 * batch, its seed and, where the filter threw it away, why: {@code kept} is what a student learns.
 *
 * <p>A batch hangs on the seed and its own number alone, so a file that was stopped is gone on with
 * behind its last whole batch.
 */
final class WritingRun implements StageWork {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int BATCH = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path teacher;
  private final WritingArguments arguments;
  private final Path target;
  private final Path prompts;
  private final long seed;

  WritingRun(Path teacher, WritingArguments arguments, long seed) {
    this.teacher = teacher;
    this.arguments = arguments;
    this.target = arguments.target();
    this.prompts = arguments.prompts();
    this.seed = seed;
  }

  @Override
  public boolean execute(BooleanSupplier stop) throws IOException {
    List<PromptEntry> entries = PromptReader.read(prompts);
    Path log = target.resolveSibling(target.getFileName() + ".log.jsonl");
    int done = wholeBatches(log);
    int all = (arguments.count() + BATCH - 1) / BATCH;
    Map<String, Integer> reasons = new TreeMap<>();
    try (Checkpoint model = Checkpoint.open(teacher);
        Writer written = append(log)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      TeacherWriting teachers =
          new TeacherWriting(
              speaker.sampler(arguments.sampling(), arguments.mostTokens()),
              new AnswerLikelihood(speaker.gpt()),
              model.tokenizer());
      long start = System.nanoTime();
      for (int batch = done; batch < all && !stop.getAsBoolean(); batch++) {
        write(batch, entries, speaker, teachers, written);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        double left = seconds / (batch + 1 - done) * (all - batch - 1);
        System.err.printf("Written %d of %d batches, %.0f s left.%n", batch + 1, all, left);
      }
    }
    int kept = gather(log, reasons);
    System.err.printf("Kept %d answers in %s; thrown away: %s.%n", kept, target, reasons);
    return wholeBatches(log) >= all;
  }

  private void write(
      int batch,
      List<PromptEntry> entries,
      Speaker speaker,
      TeacherWriting teachers,
      Writer written)
      throws IOException {
    SplittableRandom random = StepSeed.random(seed, "writing", batch);
    List<List<Message>> chats = new ArrayList<>();
    List<int[]> encoded = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      List<Message> chat = entries.get(random.nextInt(entries.size())).draw(random);
      chats.add(chat);
      encoded.add(speaker.encoder().prompt(chat));
    }
    long[] seeds = random.longs(BATCH).toArray();
    List<TeacherAnswer> answers = teachers.write(encoded, seeds);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      lines.append(GSON.toJson(line(batch, chats.get(i), answers.get(i), seeds[i]))).append('\n');
    }
    written.write(lines.toString());
    written.flush();
  }

  private JsonObject line(int batch, List<Message> chat, TeacherAnswer answer, long ownSeed) {
    JsonObject line = new JsonObject();
    line.addProperty("batch", batch);
    line.addProperty("seed", ownSeed);
    line.addProperty("meanNats", answer.meanNats());
    JsonArray against = new JsonArray();
    String asked = chat.get(chat.size() - 1).content();
    arguments.filter().against(asked, answer).forEach(reason -> against.add(reason.name()));
    line.add("against", against);
    JsonArray messages = new JsonArray();
    chat.forEach(message -> messages.add(message(message.role().key(), message.content())));
    messages.add(message("assistant", answer.text().strip()));
    line.add("messages", messages);
    return line;
  }

  private static JsonObject message(String role, String content) {
    JsonObject json = new JsonObject();
    json.addProperty("role", role);
    json.addProperty("content", content);
    return json;
  }

  /** Whole batches in the log; a last one that was cut is taken out. */
  private static int wholeBatches(Path log) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    int whole = lines.size() / BATCH;
    if (lines.size() % BATCH != 0) {
      Files.write(log, lines.subList(0, whole * BATCH), StandardCharsets.UTF_8);
    }
    return whole;
  }

  /** Writes what was kept as chats to tune on. */
  private int gather(Path log, Map<String, Integer> reasons) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
      JsonObject json = GSON.fromJson(line, JsonObject.class);
      JsonArray against = json.getAsJsonArray("against");
      against.forEach(reason -> reasons.merge(reason.getAsString(), 1, Integer::sum));
      if (against.isEmpty()) {
        JsonObject chat = new JsonObject();
        chat.add("messages", json.get("messages"));
        kept.add(GSON.toJson(chat));
      }
    }
    Files.write(target, kept, StandardCharsets.UTF_8);
    return kept.size();
  }

  private static Writer append(Path log) throws IOException {
    return Files.newBufferedWriter(
        log, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
