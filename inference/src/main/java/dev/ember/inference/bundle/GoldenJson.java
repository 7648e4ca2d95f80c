package dev.ember.inference.bundle;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Golden} as JSON. Candidates are two lists side by side, {@code tokens} and {@code logits}.
 */
public final class GoldenJson {

  private GoldenJson() {}

  /**
   * @param file for the errors
   * @throws BundleFormatException if the text is not a golden file
   */
  public static Golden read(String file, String json) throws IOException {
    return new BundleFaults(file)
        .readJson(
            EntryName.GOLDEN,
            json,
            fields ->
                new Golden(
                    fields.object("tolerances", GoldenJson::tolerances),
                    fields.objects("prompts", GoldenJson::prompt)));
  }

  /** The text of {@code golden.json}; the same value gives the same bytes. */
  public static String write(Golden golden) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject().name("tolerances").beginObject();
      json.name("backendLogit").value(golden.tolerances().backendLogit());
      json.name("quantizationLogit").value(golden.tolerances().quantizationLogit());
      json.name("minTop1Agreement").value(golden.tolerances().minTop1Agreement());
      json.endObject().name("prompts").beginArray();
      for (Golden.Prompt prompt : golden.prompts()) {
        writePrompt(json, prompt);
      }
      json.endArray().endObject();
    }
    return text + "\n";
  }

  private static Golden.Tolerances tolerances(JsonFields fields) throws IOException {
    return new Golden.Tolerances(
        fields.float32("backendLogit"),
        fields.float32("quantizationLogit"),
        fields.float32("minTop1Agreement"));
  }

  private static Golden.Prompt prompt(JsonFields fields) throws IOException {
    return new Golden.Prompt(
        fields.int32s("tokens"), fields.objects("positions", GoldenJson::position));
  }

  private static Golden.Position position(JsonFields fields) throws IOException {
    return new Golden.Position(
        fields.int32("index"),
        fields.object("reference", GoldenJson::candidates),
        fields.object("quantized", GoldenJson::candidates));
  }

  private static List<Golden.Candidate> candidates(JsonFields fields) throws IOException {
    List<Integer> tokens = fields.int32s("tokens");
    List<Float> logits = fields.float32s("logits");
    if (tokens.size() != logits.size()) {
      throw new IllegalArgumentException(
          tokens.size() + " tokens beside " + logits.size() + " logits");
    }
    List<Golden.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      candidates.add(new Golden.Candidate(tokens.get(i), logits.get(i)));
    }
    return candidates;
  }

  private static void writePrompt(JsonWriter json, Golden.Prompt prompt) throws IOException {
    json.beginObject().name("tokens").beginArray();
    for (int token : prompt.tokens()) {
      json.value(token);
    }
    json.endArray().name("positions").beginArray();
    for (Golden.Position position : prompt.positions()) {
      json.beginObject().name("index").value(position.index());
      writeCandidates(json.name("reference"), position.reference());
      writeCandidates(json.name("quantized"), position.quantized());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static void writeCandidates(JsonWriter json, List<Golden.Candidate> candidates)
      throws IOException {
    json.beginObject().name("tokens").beginArray();
    for (Golden.Candidate candidate : candidates) {
      json.value(candidate.token());
    }
    json.endArray().name("logits").beginArray();
    for (Golden.Candidate candidate : candidates) {
      json.value(candidate.logit());
    }
    json.endArray().endObject();
  }
}
