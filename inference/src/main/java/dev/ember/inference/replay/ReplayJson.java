package dev.ember.inference.replay;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** {@link Replay} as JSON, small enough to be shared. */
public final class ReplayJson {
  private static final int VERSION = 1;

  private ReplayJson() {}

  /**
   * @param origin of the text, for the errors
   * @throws dev.ember.inference.json.JsonFormatException if it is not a replay, naming the field
   */
  public static Replay read(String origin, String text) throws IOException {
    JsonFields fields = JsonFields.parse(text, origin);
    int version = fields.int32("emberReplay");
    if (version != VERSION) {
      throw new IOException(
          origin + ": expected a replay of version " + VERSION + " but found " + version);
    }
    try {
      return replay(fields);
    } catch (IllegalArgumentException bad) {
      throw new IOException(origin + ": " + bad.getMessage(), bad);
    }
  }

  /** One line; the same replay gives the same bytes. */
  public static String write(Replay replay) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject().name("emberReplay").value(VERSION);
      json.name("model").value(replay.model()).name("backend").value(replay.backend());
      writeTokens(json.name("prompt"), replay.prompt());
      writeSampling(json.name("sampling"), replay.options().sampling());
      json.name("maxTokens").value(replay.options().maxTokens());
      json.name("stopStrings").beginArray();
      for (String stop : replay.options().stopStrings()) {
        json.value(stop);
      }
      json.endArray();
      writeTokens(json.name("answer"), replay.answer());
      json.name("text").value(replay.text());
      json.name("reason").value(replay.reason().name().toLowerCase(Locale.ROOT));
      json.endObject();
    }
    return text + "\n";
  }

  private static Replay replay(JsonFields fields) throws IOException {
    GenerationOptions options =
        new GenerationOptions(
            fields.object("sampling", ReplayJson::sampling),
            fields.int32("maxTokens"),
            fields.strings("stopStrings"));
    String reason = fields.string("reason").toUpperCase(Locale.ROOT);
    return new Replay(
        fields.string("model"),
        fields.string("backend"),
        fields.int32s("prompt"),
        options,
        fields.int32s("answer"),
        fields.string("text"),
        FinishReason.valueOf(reason));
  }

  private static SamplingOptions sampling(JsonFields fields) throws IOException {
    return new SamplingOptions(
        fields.float32("temperature"),
        fields.int32("topK"),
        fields.float32("topP"),
        fields.float32("minP"),
        fields.float32("repetitionPenalty"),
        fields.int32("repetitionWindow"),
        fields.int64("seed"));
  }

  private static void writeSampling(JsonWriter json, SamplingOptions sampling) throws IOException {
    json.beginObject();
    json.name("temperature").value(sampling.temperature());
    json.name("topK").value(sampling.topK());
    json.name("topP").value(sampling.topP());
    json.name("minP").value(sampling.minP());
    json.name("repetitionPenalty").value(sampling.repetitionPenalty());
    json.name("repetitionWindow").value(sampling.repetitionWindow());
    json.name("seed").value(sampling.seed());
    json.endObject();
  }

  private static void writeTokens(JsonWriter json, List<Integer> tokens) throws IOException {
    json.beginArray();
    for (int token : tokens) {
      json.value(token);
    }
    json.endArray();
  }
}
