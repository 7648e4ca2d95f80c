package dev.ember.app.inside.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Gives each token of a text the words that it stands for. Where a character is spread over several
 * tokens, each of them shows the whole character and which part of it it is.
 */
public final class TokenCutter {
  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;

  private final Tokenizer tokenizer;

  public TokenCutter(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The pieces of tokens that stand together in a text, in their order. */
  public List<TokenPiece> pieces(int[] tokens) {
    int[] starts = new int[tokens.length + 1];
    byte[] all = bytes(tokens, starts);
    List<TokenPiece> pieces = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      pieces.add(piece(tokens[i], i, starts, all));
    }
    return pieces;
  }

  private byte[] bytes(int[] tokens, int[] starts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < tokens.length; i++) {
      byte[] own = tokenizer.bytes(tokens[i]);
      all.write(own, 0, own.length);
      starts[i + 1] = all.size();
    }
    return all.toByteArray();
  }

  private TokenPiece piece(int token, int index, int[] starts, byte[] all) {
    int from = starts[index];
    int to = starts[index + 1];
    int first = characterStart(all, from);
    int last = characterEnd(all, to);
    int part = 1;
    int parts = 1;
    if (first < from || last > to) {
      int whole = first < from ? first : characterStart(all, Math.max(from, to - 1));
      int begins = indexAt(starts, whole);
      int ends = indexAt(starts, Math.max(whole, characterEnd(all, whole + 1) - 1));
      part = index - begins + 1;
      parts = ends - begins + 1;
    }
    String text = new String(all, first, last - first, UTF_8);
    return new TokenPiece(token, text, hex(all, from, to), part, parts, tokenizer.isSpecial(token));
  }

  /** Where the character begins that the byte at {@code at} belongs to. */
  private static int characterStart(byte[] all, int at) {
    int start = at;
    while (start > 0 && start < all.length && continues(all[start])) {
      start--;
    }
    return start;
  }

  /** Where the character ends that the byte before {@code at} belongs to. */
  private static int characterEnd(byte[] all, int at) {
    int end = at;
    while (end < all.length && continues(all[end])) {
      end++;
    }
    return end;
  }

  private static boolean continues(byte b) {
    return (b & CONTINUATION_MASK) == CONTINUATION;
  }

  /** The token that the byte at {@code at} belongs to. */
  private static int indexAt(int[] starts, int at) {
    int index = 0;
    while (starts[index + 1] <= at) {
      index++;
    }
    return index;
  }

  private static String hex(byte[] all, int from, int to) {
    StringBuilder hex = new StringBuilder();
    for (int i = from; i < to; i++) {
      hex.append(i == from ? "" : " ").append(String.format(Locale.ROOT, "%02X", all[i] & 0xff));
    }
    return hex.toString();
  }
}
