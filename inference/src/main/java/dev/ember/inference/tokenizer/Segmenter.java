package dev.ember.inference.tokenizer;

import java.util.BitSet;

/** A model made ready to encode. Immutable; safe on any thread. */
sealed interface Segmenter permits ByteLevelSegmenter, CharacterSegmenter, UnigramSegmenter {

  /** Appends the ids of a piece of well-formed text. */
  void encode(String piece, IntList ids);

  /** Makes a model ready; {@code specials} are ids that no text becomes. */
  static Segmenter of(TokenizerDefinition definition, BitSet specials) {
    if (definition.model() instanceof UnigramModel unigram) {
      return new UnigramSegmenter(unigram, specials);
    }
    BpeModel bpe = (BpeModel) definition.model();
    return definition.preTokenization().isByteLevel()
        ? new ByteLevelSegmenter(bpe, specials)
        : new CharacterSegmenter(bpe, specials);
  }
}
