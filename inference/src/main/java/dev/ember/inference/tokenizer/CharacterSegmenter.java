package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;

/**
 * Characters of one piece to ids, then merges: the BPE of SentencePiece. A character without a
 * token becomes the tokens of its bytes, or the unknown token, or nothing, as the model says.
 */
final class CharacterSegmenter implements Segmenter {
  private static final int UNKNOWN_ID_OF_NONE = -1;

  private final Map<String, Integer> vocabulary;
  private final BpeModel.Settings settings;
  private final BitSet specials;
  private final PairTable pairs;
  private final ByteTokens byteTokens;
  private final int unknownId;

  CharacterSegmenter(BpeModel model, BitSet specials) {
    vocabulary = model.vocabulary();
    settings = model.settings();
    this.specials = specials;
    pairs = PairTable.of(model, specials);
    byteTokens = new ByteTokens(vocabulary);
    String unknown = settings.unknown();
    unknownId = unknown == null ? UNKNOWN_ID_OF_NONE : idOf(unknown);
  }

  @Override
  public void encode(String piece, IntList ids) {
    if (settings.ignoresMerges() && addIfOrdinary(piece, ids)) {
      return;
    }
    IntList symbols = new IntList();
    boolean afterUnknown = false;
    for (int i = 0; i < piece.length(); ) {
      int end = i + Character.charCount(piece.codePointAt(i));
      String character = piece.substring(i, end);
      i = end;
      boolean known = addIfOrdinary(character, symbols) || addBytes(character, symbols);
      boolean fused = afterUnknown && settings.fusesUnknown();
      if (!known && unknownId != UNKNOWN_ID_OF_NONE && !fused) {
        symbols.add(unknownId);
      }
      afterUnknown = !known;
    }
    Merging merging = new Merging(pairs, symbols.toArray(), symbols.size());
    merging.run();
    merging.appendTo(ids);
  }

  private boolean addIfOrdinary(String content, IntList ids) {
    Integer id = vocabulary.get(content);
    if (id == null || specials.get(id)) {
      return false;
    }
    ids.add(id);
    return true;
  }

  private boolean addBytes(String character, IntList ids) {
    return settings.byteFallback()
        && byteTokens.addAll(character.getBytes(StandardCharsets.UTF_8), ids);
  }

  private int idOf(String content) {
    Integer id = vocabulary.get(content);
    return id == null ? UNKNOWN_ID_OF_NONE : id;
  }
}
