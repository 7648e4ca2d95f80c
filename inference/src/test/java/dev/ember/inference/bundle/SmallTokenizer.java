package dev.ember.inference.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;

/**
 * The smallest {@code tokenizer.json} that reads every text: one token a byte, and two specials.
 */
public final class SmallTokenizer {
  public static final int IM_START = 256;
  public static final int IM_END = 257;
  public static final int VOCABULARY = 258;

  private SmallTokenizer() {}

  public static Tokenizer create() throws IOException {
    return SubwordTokenizer.read(new StringReader(json()), "small tokenizer");
  }

  /** The tokens of an answer that ends by itself: its bytes, and the end of the turn. */
  public static int[] answer(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int[] tokens = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xff;
    }
    tokens[bytes.length] = IM_END;
    return tokens;
  }

  /** Token b is byte b. */
  public static String json() {
    JsonObject vocabulary = new JsonObject();
    int next = 256; // GPT-2's alphabet: bytes without a picture are drawn from U+0100 on
    for (int value = 0; value < 256; value++) {
      boolean drawn = (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
      vocabulary.addProperty(String.valueOf((char) (drawn ? value : next++)), value);
    }
    JsonArray added = new JsonArray();
    added.add(special(IM_START, "<|im_start|>"));
    added.add(special(IM_END, "<|im_end|>"));
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonObject tokenizer = new JsonObject();
    tokenizer.addProperty("version", "1.0");
    tokenizer.add("added_tokens", added);
    tokenizer.add("normalizer", JsonNull.INSTANCE);
    tokenizer.add("pre_tokenizer", byteLevel());
    tokenizer.add("post_processor", JsonNull.INSTANCE);
    tokenizer.add("decoder", byteLevel());
    tokenizer.add("model", model);
    return tokenizer.toString();
  }

  private static JsonObject byteLevel() {
    JsonObject byteLevel = new JsonObject();
    byteLevel.addProperty("type", "ByteLevel");
    byteLevel.addProperty("add_prefix_space", false);
    byteLevel.addProperty("trim_offsets", true);
    byteLevel.addProperty("use_regex", true);
    return byteLevel;
  }

  private static JsonObject special(int id, String content) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", false);
    token.addProperty("special", true);
    return token;
  }
}
