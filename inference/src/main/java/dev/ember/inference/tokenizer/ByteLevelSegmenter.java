package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/** Bytes of one piece to ids: byte tokens first, then merges. */
final class ByteLevelSegmenter implements Segmenter {
  private static final int BYTES = 256;
  private static final int MISSING = -1;

  private final Map<String, Integer> vocabulary;
  private final boolean ignoresMerges;
  private final BitSet specials;
  private final PairTable pairs;
  private final int[] byteIds = new int[BYTES];

  ByteLevelSegmenter(BpeModel model, BitSet specials) {
    vocabulary = model.vocabulary();
    ignoresMerges = model.settings().ignoresMerges();
    this.specials = specials;
    pairs = PairTable.of(model, specials);
    Arrays.fill(byteIds, MISSING);
    for (int b = 0; b < BYTES; b++) {
      Integer id = vocabulary.get(String.valueOf(ByteAlphabet.character(b)));
      if (id != null && !specials.get(id)) {
        byteIds[b] = id;
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A byte that the vocabulary lacks is left out, as Hugging Face does (some vocabularies have
   * no tokens for bytes that their training text lacked).
   */
  @Override
  public void encode(String piece, IntList ids) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    if (ignoresMerges) {
      Integer whole = vocabulary.get(ByteAlphabet.spell(bytes));
      if (whole != null && !specials.get(whole)) {
        ids.add(whole);
        return;
      }
    }
    int[] symbols = new int[bytes.length];
    int count = symbols(bytes, symbols);
    if (count <= ShortMerging.MAX_SYMBOLS) {
      ShortMerging.run(pairs, symbols, count, ids);
    } else {
      Merging merging = new Merging(pairs, symbols, count);
      merging.run();
      merging.appendTo(ids);
    }
  }

  Merging merging(byte[] piece) {
    int[] symbols = new int[piece.length];
    return new Merging(pairs, symbols, symbols(piece, symbols));
  }

  private int symbols(byte[] piece, int[] symbols) {
    int count = 0;
    for (byte b : piece) {
      int id = byteIds[b & 0xFF];
      if (id != MISSING) {
        symbols[count++] = id;
      }
    }
    return count;
  }
}
