package dev.ember.converter.cli.inside;

import dev.ember.inference.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;

/** Tokens as a person reads them: quoted, what cannot be seen spelled out. */
public final class TokenText {
  private final Tokenizer tokenizer;

  public TokenText(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** {@code " day"}, {@code "\n"}, or {@code <e6>} for bytes that are no whole character. */
  public String of(int token) {
    byte[] bytes = tokenizer.bytes(token);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      StringBuilder hex = new StringBuilder("<");
      for (byte value : bytes) {
        hex.append(hex.length() > 1 ? " " : "").append(String.format("%02x", value));
      }
      return hex.append('>').toString();
    }
    if (tokenizer.isSpecial(token)) {
      return text;
    }
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"';
  }
}
