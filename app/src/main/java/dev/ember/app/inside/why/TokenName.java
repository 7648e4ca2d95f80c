package dev.ember.app.inside.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.Locale;

/**
 * What a token is called on the screen.
 *
 * @param text its characters, or the hexadecimal bytes of a part of one
 */
public record TokenName(Kind kind, String text) {

  /** What is to be read. */
  public enum Kind {
    TEXT,
    /** Some bytes of a character, which others must complete. */
    BYTES,
    /** Ends the answer. */
    END,
    /** Another token of the model's template, or one without a name, by its number. */
    SPECIAL
  }

  private static final int BYTE_MASK = 0xff;

  /**
   * @param ends whether it ends an answer
   */
  public static TokenName of(Tokenizer tokenizer, int token, boolean ends) {
    if (ends) {
      return new TokenName(Kind.END, "");
    }
    if (tokenizer.isSpecial(token)) {
      return new TokenName(Kind.SPECIAL, new String(tokenizer.bytes(token), UTF_8));
    }
    if (tokenizer.bytes(token).length == 0) {
      return new TokenName(Kind.SPECIAL, "#" + token);
    }
    StreamingDetokenizer whole = new StreamingDetokenizer(tokenizer);
    String text = whole.append(token);
    boolean broken = !whole.end().isEmpty() || text.indexOf('\ufffd') >= 0 || text.isEmpty();
    return broken
        ? new TokenName(Kind.BYTES, hex(tokenizer.bytes(token)))
        : new TokenName(Kind.TEXT, text);
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(hex.length() == 0 ? "" : " ");
      hex.append(String.format(Locale.ROOT, "%02X", b & BYTE_MASK));
    }
    return hex.toString();
  }
}
