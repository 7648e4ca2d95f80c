package dev.ember.inference.tokenizer;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code merges} of a model. Behind the vocabulary, where real files have them, each becomes
 * two ids at once; before it they wait as texts.
 */
final class MergeJsonReader {
  private final JsonReader json;
  private final String source;
  private final Map<String, Integer> vocabulary;
  private final List<Merge> waiting = new ArrayList<>();
  private final MergeList.Builder builder;

  MergeJsonReader(JsonReader json, String source, Map<String, Integer> vocabulary) {
    this.json = json;
    this.source = source;
    this.vocabulary = vocabulary;
    builder = new MergeList.Builder(vocabulary);
  }

  void read() throws IOException {
    require(JsonToken.BEGIN_ARRAY, "an array");
    boolean early = vocabulary.isEmpty();
    json.beginArray();
    while (json.hasNext()) {
      Merge merge = json.peek() == JsonToken.BEGIN_ARRAY ? ofTwo() : ofOne();
      if (early) {
        waiting.add(merge);
      } else {
        builder.add(merge.left(), merge.right());
      }
    }
    json.endArray();
  }

  /** All merges, once the vocabulary is read. */
  MergeList merges() {
    for (Merge merge : waiting) {
      builder.add(merge.left(), merge.right());
    }
    waiting.clear();
    return builder.build();
  }

  /** The newer form, {@code ["a", "b"]}. */
  private Merge ofTwo() throws IOException {
    json.beginArray();
    Merge merge = new Merge(string(), string());
    require(JsonToken.END_ARRAY, "two tokens");
    json.endArray();
    return merge;
  }

  /** The older form, {@code "a b"}. */
  private Merge ofOne() throws IOException {
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

  private void require(JsonToken token, String expectation) throws IOException {
    if (json.peek() != token) {
      throw new TokenizerFormatException(source, json.getPath(), expectation, "" + json.peek());
    }
  }
}
