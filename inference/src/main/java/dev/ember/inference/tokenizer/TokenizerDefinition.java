package dev.ember.inference.tokenizer;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a {@code tokenizer.json} says, and everything that a {@link ByteLevelBpeTokenizer} is
 * made of.
 *
 * @param normalizations applied to text in order before it is cut; mostly none
 * @param preTokenization where no merge may reach
 * @param vocabulary ids by spelling in the {@link ByteAlphabet}
 * @param merges in order of rank; the spellings must be in the vocabulary, the merged ones too
 * @param ignoresMerges whether a piece that is a token as a whole is taken without merging
 * @param addedTokens found in the text as it stands; may be in the vocabulary or beyond it
 */
public record TokenizerDefinition(
    List<Normalizer.Form> normalizations,
    PreTokenization preTokenization,
    Map<String, Integer> vocabulary,
    List<Merge> merges,
    boolean ignoresMerges,
    List<AddedToken> addedTokens) {

  /** Far beyond any real vocabulary; keeps a broken file from asking for gigabytes. */
  static final int MAX_ID = (1 << 22) - 1;

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException naming place, expectation and value
   */
  public TokenizerDefinition {
    normalizations = List.copyOf(normalizations);
    vocabulary = Collections.unmodifiableMap(new LinkedHashMap<>(vocabulary));
    merges = List.copyOf(merges);
    addedTokens = List.copyOf(addedTokens);
    requireDistinctIds(vocabulary);
    requireMergesInVocabulary(merges, vocabulary);
    requireAddedTokensApart(addedTokens, vocabulary);
  }

  private static void requireDistinctIds(Map<String, Integer> vocabulary) {
    Set<Integer> seen = new HashSet<>();
    vocabulary.forEach(
        (content, id) -> {
          requireId(id, "$.model.vocab[\"" + content + "\"]");
          if (!seen.add(id)) {
            throw new DefinitionException(
                "$.model.vocab[\"" + content + "\"]", "an id of its own", id + ", taken already");
          }
        });
  }

  private static void requireId(int id, String place) {
    if (id < 0 || id > MAX_ID) {
      throw new DefinitionException(place, "an id from 0 to " + MAX_ID, String.valueOf(id));
    }
  }

  private static void requireMergesInVocabulary(
      List<Merge> merges, Map<String, Integer> vocabulary) {
    for (int rank = 0; rank < merges.size(); rank++) {
      Merge merge = merges.get(rank);
      for (String content : List.of(merge.left(), merge.right(), merge.merged())) {
        if (!vocabulary.containsKey(content)) {
          throw new DefinitionException(
              "$.model.merges[" + rank + "]",
              "tokens of the vocabulary",
              "\"" + content + "\", which is not in it");
        }
      }
    }
  }

  private static void requireAddedTokensApart(
      List<AddedToken> addedTokens, Map<String, Integer> vocabulary) {
    Set<Integer> ids = new HashSet<>(vocabulary.values());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < addedTokens.size(); i++) {
      AddedToken token = addedTokens.get(i);
      String place = "$.added_tokens[" + i + "]";
      requireId(token.id(), place);
      Integer inVocabulary = vocabulary.get(token.content());
      boolean mismatched = inVocabulary == null ? !ids.add(token.id()) : inVocabulary != token.id();
      if (mismatched || !names.add(token.content())) {
        throw new DefinitionException(
            place, "an id of its own", token.id() + " for \"" + token.content() + "\"");
      }
    }
  }
}
