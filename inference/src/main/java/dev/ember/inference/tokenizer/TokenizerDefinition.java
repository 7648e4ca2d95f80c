package dev.ember.inference.tokenizer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a {@code tokenizer.json} says, and everything that a {@link SubwordTokenizer} is made
 * of.
 *
 * @param normalizations applied to text in order before it is cut
 * @param preTokenization where no merge may reach
 * @param model pieces to tokens
 * @param decoding tokens to text
 * @param framing tokens around a text as a whole
 * @param addedTokens found in the text as it stands; may be in the vocabulary or beyond it
 */
public record TokenizerDefinition(
    List<Normalization> normalizations,
    PreTokenization preTokenization,
    SubwordModel model,
    Decoding decoding,
    Framing framing,
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
    addedTokens = List.copyOf(addedTokens);
    requireAddedTokensApart(addedTokens, model.vocabulary());
    for (Framing.Frame frame : framing.before()) {
      requireId(frame.id(), "$.post_processor");
    }
    for (Framing.Frame frame : framing.after()) {
      requireId(frame.id(), "$.post_processor");
    }
  }

  /** Byte-level BPE without normalization or frame. */
  public static TokenizerDefinition byteLevelBpe(
      PreTokenization preTokenization, BpeModel model, List<AddedToken> addedTokens) {
    return new TokenizerDefinition(
        List.of(), preTokenization, model, Decoding.byteLevel(), Framing.NONE, addedTokens);
  }

  static void requireId(int id, String place) {
    if (id < 0 || id > MAX_ID) {
      throw new DefinitionException(place, "an id from 0 to " + MAX_ID, String.valueOf(id));
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
