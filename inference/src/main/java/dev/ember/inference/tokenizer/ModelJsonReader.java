package dev.ember.inference.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code model} of a {@code tokenizer.json}: streamed, for it is nearly all of the file. */
final class ModelJsonReader {
  private static final String PLACE = "$.model";

  private final JsonReader json;
  private final String source;
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<Merge> merges = new ArrayList<>();
  private boolean ignoresMerges;
  private boolean read;

  ModelJsonReader(JsonReader json, String source) {
    this.json = json;
    this.source = source;
  }

  void read() throws IOException {
    require(JsonToken.BEGIN_OBJECT, "an object");
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      switch (key) {
        case "vocab" -> readVocabulary();
        case "merges" -> readMerges();
        default -> readSetting(key);
      }
    }
    json.endObject();
    if (vocabulary.isEmpty()) {
      throw new TokenizerFormatException(source, PLACE + ".vocab", "tokens", "none");
    }
    read = true;
  }

  boolean isRead() {
    return read;
  }

  Map<String, Integer> vocabulary() {
    return vocabulary;
  }

  List<Merge> merges() {
    return merges;
  }

  boolean ignoresMerges() {
    return ignoresMerges;
  }

  private void readVocabulary() throws IOException {
    require(JsonToken.BEGIN_OBJECT, "an object");
    json.beginObject();
    while (json.hasNext()) {
      String content = json.nextName();
      if (vocabulary.put(content, integer()) != null) {
        throw new TokenizerFormatException(
            source, json.getPath(), "each token once", "\"" + content + "\" twice");
      }
    }
    json.endObject();
  }

  private int integer() throws IOException {
    require(JsonToken.NUMBER, "an integer");
    String number = json.nextString();
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      TokenizerFormatException wrong =
          new TokenizerFormatException(source, json.getPath(), "an integer", number);
      wrong.initCause(e);
      throw wrong;
    }
  }

  private void readMerges() throws IOException {
    require(JsonToken.BEGIN_ARRAY, "an array");
    json.beginArray();
    while (json.hasNext()) {
      merges.add(json.peek() == JsonToken.BEGIN_ARRAY ? mergeOfTwo() : mergeOfOne());
    }
    json.endArray();
  }

  /** The newer form, {@code ["a", "b"]}. */
  private Merge mergeOfTwo() throws IOException {
    json.beginArray();
    Merge merge = new Merge(string(), string());
    require(JsonToken.END_ARRAY, "two tokens");
    json.endArray();
    return merge;
  }

  /** The older form, {@code "a b"}. */
  private Merge mergeOfOne() throws IOException {
    String place = json.getPath();
    String both = string();
    int space = both.indexOf(' ');
    if (space <= 0 || space != both.lastIndexOf(' ') || space == both.length() - 1) {
      throw new TokenizerFormatException(
          source, place, "two tokens and a space between", "\"" + both + "\"");
    }
    return new Merge(both.substring(0, space), both.substring(space + 1));
  }

  private String string() throws IOException {
    require(JsonToken.STRING, "a string");
    return json.nextString();
  }

  private void readSetting(String key) throws IOException {
    JsonElement element = JsonParser.parseReader(json);
    JsonPlace value = new JsonPlace(element, source, PLACE + "." + key);
    if (value.isNothing()) {
      return;
    }
    switch (key) {
      case "type" -> requireValue(value.string().equals("BPE"), value, "BPE");
      case "ignore_merges" -> ignoresMerges = value.bool();
      case "byte_fallback" -> requireValue(!value.bool(), value, "false");
      case "continuing_subword_prefix", "end_of_word_suffix" ->
          requireValue(value.string().isEmpty(), value, "null or \"\"");
      case "dropout" -> requireValue(false, value, "null (encoding must be deterministic)");
      case "unk_token", "fuse_unk" -> {
        // A byte that the vocabulary lacks is left out: text never becomes a special token.
      }
      default -> throw value.expected("no such setting");
    }
  }

  private static void requireValue(boolean met, JsonPlace value, String expectation)
      throws TokenizerFormatException {
    if (!met) {
      throw value.expected(expectation);
    }
  }

  private void require(JsonToken token, String expectation) throws IOException {
    if (json.peek() != token) {
      throw new TokenizerFormatException(source, json.getPath(), expectation, "" + json.peek());
    }
  }
}
