package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.BpeModel;

/** Pieces with scores as a model of ranked merges over characters. */
final class SentencePieceBpe {
  private SentencePieceBpe() {}

  static BpeModel model(Pieces pieces) {
    String unknown = null;
    for (int id = 0; id < pieces.size() && unknown == null; id++) {
      unknown = pieces.type(id) == PieceType.UNKNOWN ? pieces.content(id) : null;
    }
    return new BpeModel(
        pieces.vocabulary(),
        ScoredMerges.of(pieces),
        new BpeModel.Settings(false, pieces.hasBytes(), true, unknown));
  }
}
