package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Turns text into token ids and back. Implementations are immutable and safe on any thread. */
public interface Tokenizer {

  /**
   * Number of ids, special tokens and those of no token included: every id is in {@code [0,
   * vocabularySize)}.
   */
  int vocabularySize();

  /**
   * Encodes a text in which nothing is special: {@code "<|im_end|>"} written by a user becomes the
   * tokens of its characters.
   */
  int[] encode(String text);

  /**
   * As {@link #encode}, of a text that goes on where another ended: a tokenizer that opens each
   * text with a space leaves it out here.
   */
  default int[] encodeWithin(String text) {
    return encode(text);
  }

  /**
   * As {@link #encode}, of a text that stands right behind a token: {@link #encodeWithin} behind a
   * token of text. Behind an added token a tokenizer may open a text anew, as the SentencePiece
   * models of Hugging Face's library and llama.cpp do.
   */
  default int[] encodeBehind(int token, String text) {
    return isSpecial(token) ? encode(text) : encodeWithin(text);
  }

  /** Encodes a text in which the names of special tokens stand for these tokens. */
  int[] encodeWithSpecialTokens(String text);

  /**
   * As {@link #encodeWithSpecialTokens}, between the tokens that the model wants around a text as a
   * whole: mostly one that opens it. A chat template writes these itself.
   */
  default int[] encodeFramed(String text) {
    return encodeWithSpecialTokens(text);
  }

  /**
   * The bytes that a token stands for within a text; the UTF-8 of its name for a special token. A
   * tokenizer that puts a space before each text takes it away only in {@link #decode}.
   */
  byte[] bytes(int token);

  /** Whether the token is special: never produced by {@link #encode}, not part of an answer. */
  boolean isSpecial(int token);

  /** The special tokens in order of id, with the flags by which they are found in a text. */
  default List<AddedToken> specialTokens() {
    List<AddedToken> tokens = new ArrayList<>();
    for (int id = 0; id < vocabularySize(); id++) {
      if (isSpecial(id)) {
        tokens.add(AddedToken.special(id, new String(bytes(id), StandardCharsets.UTF_8)));
      }
    }
    return tokens;
  }

  /** The id of a token by its content, special tokens included. */
  OptionalInt idOf(String content);

  /** Decodes the first {@code count} tokens; bytes that are not UTF-8 become U+FFFD. */
  String decode(int[] tokens, int count);
}
