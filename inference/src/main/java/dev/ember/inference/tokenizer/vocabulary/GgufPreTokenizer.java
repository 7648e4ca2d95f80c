package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.PreTokenization;
import java.util.List;

/**
 * The cuts that {@code tokenizer.ggml.pre} names. The expressions are those of the models' own
 * {@code tokenizer.json}, for which llama.cpp has spelled-out forms.
 */
enum GgufPreTokenizer {
  GPT2(false, "", "gpt-2", "phi-2", "mpt", "olmo", "jina-v2-es", "jina-v2-de", "mellum"),
  SINGLE_DIGITS(
      false, "", "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b"),
  LLAMA3(
      true,
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      "llama-bpe",
      "llama3",
      "llama-v3",
      "falcon3",
      "dbrx",
      "smaug-bpe"),
  QWEN2(
      false,
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      "qwen2",
      "deepseek-r1-qwen",
      "stablelm2",
      "hunyuan",
      "megrez"),
  TEKKEN(
      true,
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
          + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      "tekken"),
  GPT4O(
      false,
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?"
          + "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
          + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      "gpt-4o",
      "llama4");

  private final boolean wholePieces;
  private final String expression;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> names;

  GgufPreTokenizer(boolean wholePieces, String expression, String... names) {
    this.wholePieces = wholePieces;
    this.expression = expression;
    this.names = List.of(names);
  }

  /**
   * The cuts of a name; {@code default}, which old files have or mean by none, are GPT-2's.
   *
   * @throws IllegalArgumentException naming what is supported
   */
  static GgufPreTokenizer named(String name) {
    for (GgufPreTokenizer one : values()) {
      if (one.names.contains(name)) {
        return one;
      }
    }
    if (name.isEmpty() || name.equals("default")) {
      return GPT2;
    }
    throw new IllegalArgumentException(
        "expected a pre-tokenizer among " + supported() + " but found \"" + name + "\"");
  }

  private static String supported() {
    StringBuilder names = new StringBuilder("default");
    for (GgufPreTokenizer one : values()) {
      one.names.forEach(name -> names.append(", ").append(name));
    }
    return names.toString();
  }

  PreTokenization preTokenization() {
    return switch (this) {
      case GPT2 -> PreTokenization.words();
      case SINGLE_DIGITS -> PreTokenization.wordsAndSingleDigits();
      case LLAMA3, QWEN2, TEKKEN, GPT4O -> PreTokenization.byteLevel(List.of(expression));
    };
  }

  /** Whether a piece that is a token as a whole is taken without merging. */
  boolean takesWholePieces() {
    return wholePieces;
  }

  /** Whether the models behind it compose characters (NFC) first, which llama.cpp leaves out. */
  boolean composes() {
    return this == QWEN2;
  }
}
