package dev.ember.inference.tokenizer;

import java.util.Arrays;

/**
 * Pieces that were encoded before, with their ids: most words of a text come again, and looking one
 * up is cheaper than merging it. An open-addressed table over two pools, so that a piece which is
 * known costs no object; a full one starts afresh.
 *
 * <p>One thread at a time.
 */
final class PieceCache {
  /** Of words, with their characters and ids, less than a megabyte. */
  static final int MAX_PIECES = 1 << 14;

  private static final int MAX_PIECE_LENGTH = 32;

  /** How far a piece may lie from its slot: a text made to collide is merged instead. */
  private static final int MAX_PROBES = 8;

  private static final int FIRST_SLOTS = 1 << 9;
  private static final int ABSENT = -1;

  /** 2^32 divided by the golden ratio (Knuth, TAOCP 3, 6.4). */
  private static final int FIBONACCI = 0x9E3779B9;

  // A slot is four numbers side by side.
  private static final int SLOT = 4;
  private static final int HASH = 0;
  private static final int TEXT = 1; // where its characters begin
  private static final int IDS = 2; // where its ids begin
  private static final int LENGTHS = 3; // characters << 16 | ids; 0 where the slot is free
  private static final int COUNT_BITS = 16;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private final Segmenter segmenter;
  private int[] slots = new int[FIRST_SLOTS * SLOT]; // at most half full
  private char[] texts = new char[FIRST_SLOTS];
  private int textSize;
  private IntList ids = new IntList();
  private int pieces;

  PieceCache(Segmenter segmenter) {
    this.segmenter = segmenter;
  }

  /** Appends the ids of the piece {@code text[start .. end)}, which is not empty. */
  void encode(char[] text, int start, int end, IntList out) {
    int length = end - start;
    if (length > MAX_PIECE_LENGTH) {
      segmenter.encode(new String(text, start, length), out);
      return;
    }
    int hash = hash(text, start, end);
    int slot = find(hash, text, start, length);
    if (slot != ABSENT) {
      out.addAll(ids, slots[slot + IDS], slots[slot + LENGTHS] & COUNT_MASK);
      return;
    }
    int before = out.size();
    segmenter.encode(new String(text, start, length), out);
    if (pieces == MAX_PIECES) {
      clear();
    } else if (2 * pieces == slots.length / SLOT) {
      grow();
    }
    int free = freeSlot(slots, hash);
    if (free != ABSENT) {
      put(free, hash, appendText(text, start, length), length);
      slots[free + IDS] = ids.size();
      slots[free + LENGTHS] |= out.size() - before;
      ids.addAll(out, before, out.size() - before);
    }
  }

  /** How many pieces are known. */
  int size() {
    return pieces;
  }

  private static int hash(char[] text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    return hash;
  }

  private int find(int hash, char[] text, int start, int length) {
    int slot = home(slots, hash);
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int lengths = slots[slot + LENGTHS];
      if (lengths == 0) {
        return ABSENT;
      }
      if (slots[slot + HASH] == hash
          && lengths >>> COUNT_BITS == length
          && sameText(slots[slot + TEXT], text, start, length)) {
        return slot;
      }
      slot = (slot + SLOT) & (slots.length - 1);
    }
    return ABSENT;
  }

  private boolean sameText(int known, char[] text, int start, int length) {
    for (int i = 0; i < length; i++) {
      if (texts[known + i] != text[start + i]) {
        return false;
      }
    }
    return true;
  }

  private void put(int slot, int hash, int text, int length) {
    slots[slot + HASH] = hash;
    slots[slot + TEXT] = text;
    slots[slot + LENGTHS] = length << COUNT_BITS;
    pieces++;
  }

  private int appendText(char[] text, int start, int length) {
    if (textSize + length > texts.length) {
      texts = Arrays.copyOf(texts, 2 * texts.length);
    }
    System.arraycopy(text, start, texts, textSize, length);
    textSize += length;
    return textSize - length;
  }

  private void clear() {
    Arrays.fill(slots, 0);
    textSize = 0;
    ids = new IntList();
    pieces = 0;
  }

  private void grow() {
    int[] larger = new int[2 * slots.length];
    for (int slot = 0; slot < slots.length; slot += SLOT) {
      int to = slots[slot + LENGTHS] == 0 ? ABSENT : freeSlot(larger, slots[slot + HASH]);
      if (to != ABSENT) { // one that finds no place is forgotten
        System.arraycopy(slots, slot, larger, to, SLOT);
      }
    }
    slots = larger;
  }

  private static int freeSlot(int[] slots, int hash) {
    int slot = home(slots, hash);
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      if (slots[slot + LENGTHS] == 0) {
        return slot;
      }
      slot = (slot + SLOT) & (slots.length - 1);
    }
    return ABSENT;
  }

  private static int home(int[] slots, int hash) {
    int bits = Integer.numberOfTrailingZeros(slots.length / SLOT);
    return ((hash * FIBONACCI) >>> (Integer.SIZE - bits)) * SLOT;
  }
}
