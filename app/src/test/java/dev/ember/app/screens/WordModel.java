package dev.ember.app.screens;

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
import java.util.List;
import java.util.function.UnaryOperator;

/** A model of whole words: what follows a word is a table, so that a picture shows real shares. */
final class WordModel implements Backend {
  private static final List<String> SENTENCE =
      List.of(
          "The", " light", " of", " the", " sun", " needs", " about", " 8", " hours", " to",
          " reach", " us");

  private static final List<String> OTHERS =
      List.of(" minutes", " years", " days", " seconds", " light years", " miles", " weeks");

  /** Behind " 8", in hundredths: the sentence's own word, then the others. */
  private static final float[] TORN = {31, 28, 9, 7, 5, 3, 2, 2};

  /**
   * How sure it is of each word of the sentence, in hundredths; the others share the rest. The one
   * behind " 8" is {@link #TORN}.
   */
  private static final float[] SURE = {98, 74, 99, 97, 62, 34, 71, 19, 31, 96, 80, 98};

  private static final int FIRST_WORD = SmallTokenizer.VOCABULARY;
  private static final int VOCABULARY = FIRST_WORD + SENTENCE.size() + OTHERS.size();
  private static final float NEVER = -30;

  /** Where the next word is as good as certain. */
  private static final float CERTAIN = 8;

  /** What the first of the others has where the sentence's word has less. */
  private static final float AHEAD = 20;

  private static final int BEFORE_TORN = SENTENCE.indexOf(" 8");

  private final boolean doubts;

  private WordModel(boolean doubts) {
    this.doubts = doubts;
  }

  /** One that is sure of its sentence. */
  static Engine engine() throws IOException {
    return engine(false);
  }

  /** One that doubts many a word of it. */
  static Engine doubting() throws IOException {
    return engine(true);
  }

  /** The same, which a test holds up or breaks. */
  static Engine engine(UnaryOperator<Backend> troubled) throws IOException {
    return engine(troubled.apply(new WordModel(false)));
  }

  /** One that doubts many a word, which a test holds up or breaks. */
  static Engine doubting(UnaryOperator<Backend> troubled) throws IOException {
    return engine(troubled.apply(new WordModel(true)));
  }

  private static Engine engine(boolean doubts) throws IOException {
    return engine(new WordModel(doubts));
  }

  private static Engine engine(Backend backend) throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, 40, 0.92f, 0, 1, 64, 0);
    return new SmallEngine(ScriptedModel.NAME, ScriptedModel.TEMPLATE, sampling, 0)
        .over(backend, SubwordTokenizer.read(new StringReader(tokenizer()), "tokenizer.json"));
  }

  private static String tokenizer() {
    JsonObject json = JsonParser.parseString(SmallTokenizer.json()).getAsJsonObject();
    JsonObject vocabulary = json.getAsJsonObject("model").getAsJsonObject("vocab");
    int next = FIRST_WORD;
    for (List<String> words : List.of(SENTENCE, OTHERS)) {
      for (String word : words) {
        String drawn = word.replace(' ', '\u0120'); // GPT-2's picture of a space
        vocabulary.addProperty(drawn, next++);
      }
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
    return ScriptedModel.config(VOCABULARY);
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
    int word = token - FIRST_WORD;
    if (doubts && word < SENTENCE.size() - 1 && word != BEFORE_TORN) {
      share(logits, Math.max(0, word + 1));
    } else if (word < 0) {
      logits[FIRST_WORD] = CERTAIN;
      logits[FIRST_WORD + 3] = CERTAIN - 3;
    } else if (SENTENCE.get(Math.min(word, SENTENCE.size() - 1)).equals(" 8")) {
      logits[token + 1] = (float) Math.log(TORN[0]);
      for (int i = 1; i < TORN.length; i++) {
        logits[FIRST_WORD + SENTENCE.size() + i - 1] = (float) Math.log(TORN[i]);
      }
    } else if (word < SENTENCE.size() - 1) {
      logits[token + 1] = CERTAIN;
      logits[FIRST_WORD + 4] = CERTAIN - 4;
    } else if (word >= SENTENCE.size()) {
      logits[FIRST_WORD + SENTENCE.indexOf(" to")] = CERTAIN;
    } else {
      logits[SmallTokenizer.IM_END] = CERTAIN;
    }
  }

  private static void share(float[] logits, int word) {
    float first = SURE[word] < AHEAD ? AHEAD : (100 - SURE[word]) / OTHERS.size();
    float rest = (100 - SURE[word] - first) / (OTHERS.size() - 1);
    for (int i = 0; i < OTHERS.size(); i++) {
      logits[FIRST_WORD + SENTENCE.size() + i] = (float) Math.log(i == 0 ? first : rest);
    }
    logits[FIRST_WORD + word] = (float) Math.log(SURE[word]);
  }

  @Override
  public void close() {}
}
