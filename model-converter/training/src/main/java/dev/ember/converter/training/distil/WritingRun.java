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
import dev.ember.converter.training.progress.CountBar;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.BatchedSampler;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageWork;
import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/**
 * A teacher answers prompts into a file of chats, batch by batch. Every line tells its prompt, its
 * batch, its seed and, where the filter threw it away, why: {@code kept} is what a student learns.
 *
 * <p>A batch hangs on the settings and its own number alone, so a file that was stopped is gone on
 * with behind its last whole batch. A prompt that leaves no room for an answer is left out, and
 * another drawn in its place.
 */
final class WritingRun implements StageWork {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int BATCH = 16;

  private final Path teacher;
  private final WritingArguments arguments;
  private final Path target;
  private final Path prompts;
  private final long seed;
  private final boolean fresh;

  WritingRun(Path teacher, WritingArguments arguments, long seed, boolean fresh) {
    this.teacher = teacher;
    this.arguments = arguments;
    this.target = arguments.target();
    this.prompts = arguments.prompts();
    this.seed = seed;
    this.fresh = fresh;
  }

  @Override
  public boolean execute(BooleanSupplier stop) throws IOException {
    List<PromptEntry> entries = PromptReader.read(prompts);
    int all = (arguments.count() + BATCH - 1) / BATCH;
    try (Checkpoint model = Checkpoint.open(teacher)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      BatchedSampler sampler = speaker.sampler(arguments.sampling(), arguments.mostTokens());
      TeacherWriting teachers =
          new TeacherWriting(sampler, new AnswerLikelihood(speaker.gpt()), model.tokenizer());
      FittingPrompts fitting =
          new FittingPrompts(entries, speaker.encoder(), sampler.longestPrompt());
      WritingLog log = WritingLog.open(target, BATCH, settings(), fresh);
      int done = log.wholeBatches();
      CountBar bar = new CountBar(System.err, System.console() != null, "batches", all);
      try (Writer written = log.append()) {
        for (int batch = done; batch < all && !stop.getAsBoolean(); batch++) {
          write(batch, fitting, teachers, written);
          bar.update(batch + 1L);
        }
      }
      tell(log.gather(), fitting);
      return log.wholeBatches() >= all;
    }
  }

  private void tell(WritingLog.Kept kept, FittingPrompts fitting) {
    System.err.printf(
        "Kept %d answers in %s; thrown away: %s.%n", kept.answers(), target, kept.reasons());
    if (fitting.skipped() > 0) {
      System.err.printf(
          "Left out prompts of more than %d tokens, which leave no room for an answer, %d times.%n",
          fitting.mostTokens(), fitting.skipped());
    }
  }

  /** All that the text hangs on; of how much there shall be nothing does. */
  private RunSettings settings() throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(prompts));
    return new RunSettings("distil")
        .with("teacher", teacher)
        .reading("teacher", List.of(teacher))
        .with("prompts", prompts)
        .with("prompts-crc32", Long.toHexString(crc.getValue()))
        .with("seed", seed)
        .with("answer-tokens", arguments.mostTokens())
        .with("sampling", arguments.sampling())
        .with("filter", arguments.filter());
  }

  private void write(int batch, FittingPrompts fitting, TeacherWriting teachers, Writer written)
      throws IOException {
    SplittableRandom random = StepSeed.random(seed, "writing", batch);
    List<FittingPrompts.Prompt> asked = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      asked.add(fitting.draw(random));
    }
    long[] seeds = random.longs(BATCH).toArray();
    List<TeacherAnswer> answers =
        teachers.write(asked.stream().map(FittingPrompts.Prompt::tokens).toList(), seeds);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      lines
          .append(GSON.toJson(line(batch, asked.get(i).chat(), answers.get(i), seeds[i])))
          .append('\n');
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
}
