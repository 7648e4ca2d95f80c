package dev.ember.inference.tokenizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokenizers small enough to compute by hand: 256 bytes, a few merges, the tokens of ChatML. */
public final class SmallTokenizers {
  private static final int BYTES = 256;

  private SmallTokenizers() {}

  /** Merges {@code "th"}, {@code "the"}, {@code "Ġthe"}, {@code "in"}; ids 256 to 259. */
  public static final List<Merge> MERGES =
      List.of(
          new Merge("t", "h"), new Merge("th", "e"), new Merge("Ġ", "the"), new Merge("i", "n"));

  /** Words and single digits, {@link #MERGES}, then the given special tokens from id 260 on. */
  public static SubwordTokenizer withSpecialTokens(String... names) {
    return new SubwordTokenizer(
        definition(PreTokenization.wordsAndSingleDigits(), MERGES, special(names)));
  }

  /**
   * Llama 2's way: {@code ▁} before each text and for each space, characters one by one. Their ids
   * are ASCII's, {@code ▁} has that of the space; then the given special tokens from id 256 on.
   */
  public static SubwordTokenizer prepending(String... names) {
    List<Normalization> marks =
        List.of(new Normalization.Prepend("▁"), Replacement.literal(" ", "▁"));
    return marking(marks, PreTokenization.none(), names);
  }

  /** The same by Hugging Face's Metaspace. */
  public static SubwordTokenizer metaspace(String... names) {
    PreTokenizer marks = new MetaspaceSplit("▁", MetaspaceSplit.Prefix.ALWAYS, true);
    return marking(List.of(), new PreTokenization(List.of(marks)), names);
  }

  static SubwordTokenizer marking(
      List<Normalization> normalizations, PreTokenization preTokenization, String... names) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    vocabulary.put("\n", (int) '\n');
    vocabulary.put("▁", (int) ' ');
    for (char c = '!'; c <= '~'; c++) {
      vocabulary.put(String.valueOf(c), (int) c);
    }
    List<AddedToken> added = new ArrayList<>();
    for (String name : names) {
      added.add(AddedToken.special(BYTES + added.size(), name));
    }
    return new SubwordTokenizer(
        new TokenizerDefinition(
            normalizations,
            preTokenization,
            new BpeModel(vocabulary, List.of(), BpeModel.Settings.PLAIN),
            Decoding.sentencePiece(true),
            Framing.NONE,
            added));
  }

  static TokenizerDefinition definition(
      PreTokenization preTokenization, List<Merge> merges, List<AddedToken> added) {
    return TokenizerDefinition.byteLevelBpe(preTokenization, model(merges), added);
  }

  static BpeModel model(List<Merge> merges) {
    return new BpeModel(vocabulary(merges), merges, BpeModel.Settings.PLAIN);
  }

  static List<AddedToken> special(String... names) {
    List<AddedToken> tokens = new ArrayList<>();
    for (String name : names) {
      tokens.add(AddedToken.special(BYTES + MERGES.size() + tokens.size(), name));
    }
    return tokens;
  }

  static Map<String, Integer> vocabulary(List<Merge> merges) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    for (int b = 0; b < BYTES; b++) {
      vocabulary.put(String.valueOf(ByteAlphabet.character(b)), b);
    }
    for (Merge merge : merges) {
      vocabulary.put(merge.merged(), vocabulary.size());
    }
    return vocabulary;
  }

  /** No cut at all: what a merge could reach if a text had no spaces. */
  static PreTokenization uncut() {
    return new PreTokenization(List.of(new ByteLevelSplit(false, false)));
  }
}
