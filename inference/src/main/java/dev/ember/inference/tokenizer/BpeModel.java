package dev.ember.inference.tokenizer;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Byte pair encoding: symbols, and which neighbours merge first.
 *
 * @param vocabulary ids by spelling; byte-level models spell in the {@link ByteAlphabet}
 * @param merges in order of rank; the spellings must be in the vocabulary, the merged ones too
 * @param settings what is done beside merging
 */
public record BpeModel(Map<String, Integer> vocabulary, List<Merge> merges, Settings settings)
    implements SubwordModel {

  /**
   * The settings of a {@code tokenizer.json}, named alike.
   *
   * @param ignoresMerges whether a piece that is a token as a whole is taken without merging
   * @param byteFallback whether a character without a token becomes the tokens {@code <0x00>} to
   *     {@code <0xFF>} of its bytes
   * @param fusesUnknown whether unknown characters in a row are one unknown token
   * @param unknown the token of characters without one; where there is none they are left out
   */
  public record Settings(
      boolean ignoresMerges, boolean byteFallback, boolean fusesUnknown, @Nullable String unknown) {
    /** Merging and nothing else. */
    public static final Settings PLAIN = new Settings(false, false, false, null);

    /** Merging, unless a piece is a token as a whole: what Llama 3 does. */
    public static final Settings WHOLE_PIECES = new Settings(true, false, false, null);
  }

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException naming place, expectation and value
   */
  public BpeModel {
    vocabulary = Collections.unmodifiableMap(new LinkedHashMap<>(vocabulary));
    requireDistinctIds(vocabulary);
    merges = MergeList.of(merges, vocabulary);
    requireUnknown(settings.unknown, vocabulary);
  }

  private static void requireDistinctIds(Map<String, Integer> vocabulary) {
    Set<Integer> seen = new HashSet<>();
    vocabulary.forEach(
        (content, id) -> {
          String place = "$.model.vocab[\"" + content + "\"]";
          TokenizerDefinition.requireId(id, place);
          if (!seen.add(id)) {
            throw new DefinitionException(place, "an id of its own", id + ", taken already");
          }
        });
  }

  private static void requireUnknown(@Nullable String unknown, Map<String, Integer> vocabulary) {
    if (unknown != null && !vocabulary.containsKey(unknown)) {
      throw new DefinitionException(
          "$.model.unk_token", "a token of the vocabulary", "\"" + unknown + "\"");
    }
  }
}
