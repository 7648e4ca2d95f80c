package dev.ember.inference.tokenizer;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Bytes of one piece to ids: byte tokens first, then merges. */
final class BpeModel {
  private static final int BYTES = 256;
  private static final int MISSING = -1;

  private final Map<String, Integer> vocabulary;
  private final boolean ignoresMerges;
  private final BitSet specials;
  private final PairTable pairs;
  private final int[] byteIds = new int[BYTES];

  BpeModel(TokenizerDefinition definition, BitSet specials) {
    vocabulary = definition.vocabulary();
    ignoresMerges = definition.ignoresMerges();
    this.specials = specials;
    pairs = pairs(definition.merges());
    Arrays.fill(byteIds, MISSING);
    for (int b = 0; b < BYTES; b++) {
      Integer id = vocabulary.get(String.valueOf(ByteAlphabet.character(b)));
      if (id != null && !specials.get(id)) {
        byteIds[b] = id;
      }
    }
  }

  /**
   * Appends the ids of a piece. A byte that the vocabulary lacks is left out, as Hugging Face does
   * (some vocabularies have no tokens for bytes that their training text lacked).
   */
  void encode(byte[] piece, IntList ids) {
    if (ignoresMerges) {
      Integer whole = vocabulary.get(ByteAlphabet.spell(piece));
      if (whole != null && !specials.get(whole)) {
        ids.add(whole);
        return;
      }
    }
    Merging merging = merging(piece);
    merging.run();
    merging.appendTo(ids);
  }

  Merging merging(byte[] piece) {
    int[] symbols = new int[piece.length];
    int count = 0;
    for (byte b : piece) {
      int id = byteIds[b & 0xFF];
      if (id != MISSING) {
        symbols[count++] = id;
      }
    }
    return new Merging(pairs, symbols, count);
  }

  /** A merge that would make a special token is left out: text never makes one. */
  private PairTable pairs(List<Merge> merges) {
    PairTable table = new PairTable(merges.size());
    for (int rank = 0; rank < merges.size(); rank++) {
      Merge merge = merges.get(rank);
      int merged = id(merge.merged());
      if (!specials.get(merged)) {
        table.put(id(merge.left()), id(merge.right()), rank, merged);
      }
    }
    return table;
  }

  private int id(String content) {
    Integer id = vocabulary.get(content);
    if (id == null) {
      throw new IllegalArgumentException("expected \"" + content + "\" in the vocabulary");
    }
    return id;
  }
}
