package dev.ember.converter.export.gguf;

/**
 * The order of the rows of a llama's queries or keys. GGUF keeps the two of each rotary pair side
 * by side, {@code (2i, 2i + 1)}; here, as in every other family, they are {@code (i, i + R/2)}.
 *
 * <p>Source: {@code LlamaModel.permute} of llama.cpp's {@code convert_hf_to_gguf.py}, undone.
 *
 * @param headSize D, rows of a head
 * @param rotated R, the first rows of a head, which are rotated; the others stay
 */
record HeadOrder(int headSize, int rotated) {

  /** The stored row that is this row here. */
  int stored(int row) {
    int inHead = row % headSize;
    if (inHead >= rotated) {
      return row;
    }
    int half = rotated / 2;
    int place = inHead < half ? 2 * inHead : 2 * (inHead - half) + 1;
    return row - inHead + place;
  }
}
