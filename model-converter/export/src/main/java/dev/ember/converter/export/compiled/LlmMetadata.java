package dev.ember.converter.export.compiled;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What LiteRT-LM's {@code LlmMetadata} message says of a model: the token that opens a text, those
 * that end an answer, the window, the family, the template.
 */
final class LlmMetadata {
  // Fields of llm_metadata.proto and token.proto.
  private static final int START_TOKEN = 1;
  private static final int STOP_TOKEN = 2;
  private static final int MAX_TOKENS = 5;
  private static final int MODEL_TYPE = 6;
  private static final int JINJA_TEMPLATE = 7;
  private static final int TOKEN_IDS = 1;
  private static final int TOKEN_TEXT = 2;

  private static final int MAX_TOKEN_BYTES = 1000;
  private static final int MOST_LINES = 100;

  /** Families by their field in llm_model_type.proto; 6 and 10 are not taken. */
  private static final List<String> FAMILIES =
      List.of(
          "",
          "generic",
          "gemma3n",
          "function_gemma",
          "gemma3",
          "qwen3",
          "",
          "qwen2p5",
          "gemma4",
          "fast_vlm",
          "",
          "lfm2",
          "minicpm5",
          "gemma3_270m");

  private final List<String> lines = new ArrayList<>();

  private LlmMetadata() {}

  /**
   * In lines for people.
   *
   * @throws IllegalArgumentException if it is no such message
   */
  static List<String> lines(ByteBuffer message) {
    LlmMetadata metadata = new LlmMetadata();
    ProtoFields fields = new ProtoFields(message);
    while (fields.next() && metadata.lines.size() < MOST_LINES) {
      metadata.add(fields);
    }
    return metadata.lines;
  }

  private void add(ProtoFields fields) {
    switch (fields.number()) {
      case START_TOKEN -> lines.add("begins with " + token(fields.bytes()));
      case STOP_TOKEN -> lines.add("ends with " + token(fields.bytes()));
      case MAX_TOKENS -> lines.add("at most " + fields.varint() + " tokens");
      case MODEL_TYPE -> lines.add("family " + family(fields.bytes()));
      case JINJA_TEMPLATE ->
          lines.add("a chat template of " + fields.bytes().remaining() + " bytes");
      default -> {}
    }
  }

  /** A text, or ids. */
  private static String token(ByteBuffer message) {
    ProtoFields fields = new ProtoFields(message);
    while (fields.next()) {
      if (fields.number() == TOKEN_TEXT) {
        return "\"" + text(fields.bytes()) + "\"";
      }
      if (fields.number() == TOKEN_IDS) {
        return "ids " + ids(fields.bytes());
      }
    }
    return "nothing";
  }

  /** Repeated numbers stand one by one or packed in a run. */
  private static List<Long> ids(ByteBuffer message) {
    List<Long> ids = new ArrayList<>();
    ProtoFields fields = new ProtoFields(message);
    while (fields.next() && ids.size() < MOST_LINES) {
      if (fields.isRun()) {
        ProtoFields run = new ProtoFields(fields.bytes());
        while (run.hasMore() && ids.size() < MOST_LINES) {
          ids.add(run.rawVarint());
        }
      } else {
        ids.add(fields.varint());
      }
    }
    return ids;
  }

  private static String family(ByteBuffer message) {
    ProtoFields fields = new ProtoFields(message);
    if (!fields.next()) {
      return "not said";
    }
    int number = fields.number();
    return number < FAMILIES.size() && !FAMILIES.get(number).isEmpty()
        ? FAMILIES.get(number)
        : "number " + number;
  }

  private static String text(ByteBuffer bytes) {
    if (bytes.remaining() > MAX_TOKEN_BYTES) {
      throw new IllegalArgumentException(
          "expected a token of at most "
              + MAX_TOKEN_BYTES
              + " bytes but found "
              + bytes.remaining());
    }
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
