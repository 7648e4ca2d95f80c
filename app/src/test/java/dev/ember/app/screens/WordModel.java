package dev.ember.app.screens;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.app.testing.SmallEngine;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A model of whole words: what follows a word is a table, so that a picture shows real shares. */
final class WordModel implements Backend {
  private static final int FIRST_WORD = SmallTokenizer.VOCABULARY;
  private static final float NEVER = -30;

  private final WordTable table;

  private WordModel(WordTable table) {
    this.table = table;
  }

  /** One that is sure of its sentence. */
  static Engine engine() throws IOException {
    return engine(SunTable.SURE_OF_IT, model -> model);
  }

  /** One of other words, which a test holds up or breaks. */
  static Engine engine(WordTable table, UnaryOperator<Backend> troubled) throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, 40, 0.92f, 0, 1, 64, 0);
    return new SmallEngine(ScriptedModel.NAME, ScriptedModel.TEMPLATE, sampling, 0)
        .over(
            troubled.apply(new WordModel(table)),
            SubwordTokenizer.read(new StringReader(tokenizer(table)), "tokenizer.json"));
  }

  /** The words are found in a text before its bytes are. */
  private static String tokenizer(WordTable table) {
    JsonObject json = JsonParser.parseString(SmallTokenizer.json()).getAsJsonObject();
    JsonArray added = json.getAsJsonArray("added_tokens");
    for (int i = 0; i < table.words().size(); i++) {
      JsonObject word = added.get(0).getAsJsonObject().deepCopy();
      word.addProperty("id", FIRST_WORD + i);
      word.addProperty("content", table.words().get(i));
      word.addProperty("special", false);
      added.add(word);
    }
    return json.toString();
  }

  /** Counts what was read. */
  private static final class Count implements KvCache {
    private int length;

    @Override
    public int length() {
      return length;
    }

    @Override
    public int capacity() {
      return ScriptedModel.CONTEXT;
    }

    @Override
    public void truncate(int kept) {
      length = kept;
    }

    @Override
    public void close() {}
  }

  @Override
  public DecoderConfig config() {
    return ScriptedModel.config(FIRST_WORD + table.words().size());
  }

  @Override
  public String description() {
    return "a table of words";
  }

  @Override
  public int prefillChunk() {
    return 64;
  }

  @Override
  public KvCache newCache() {
    return new Count();
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    ((Count) cache).length += count;
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    ((Count) cache).length++;
    Arrays.fill(logits, NEVER);
    table
        .next(token - FIRST_WORD)
        .forEach(
            (word, logit) ->
                logits[word == WordTable.END ? SmallTokenizer.IM_END : FIRST_WORD + word] = logit);
  }

  @Override
  public void close() {}
}
