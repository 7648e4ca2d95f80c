package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;

/**
 * What no bundle exceeds, checked before anything is allocated for it. Each is several times what
 * the largest model needs that a phone can run.
 */
final class BundleLimits {
  static final int MAX_ENTRIES = EntryName.ALL.size();
  static final int MAX_NAME_BYTES = 64;
  static final int MAX_DIRECTORY_BYTES = MAX_ENTRIES * (ZipFormat.CENTRAL_BYTES + MAX_NAME_BYTES);

  static final int MAX_MANIFEST_BYTES = 4 << 20; // 1,000 layers of tensors take under 1 MB
  static final int MAX_TOKENIZER_BYTES = 64 << 20; // 256,000 tokens with merges take 33 MB
  static final int MAX_TEMPLATE_BYTES = 1 << 20; // the longest known is 17 kB
  static final int MAX_GOLDEN_BYTES = 16 << 20;
  static final int MAX_CARD_BYTES = 1 << 20;

  static final int MAX_VOCABULARY = 1 << 20;
  static final int MAX_CONTEXT = 1 << 20;
  static final int MAX_WIDTH = 1 << 18; // of hidden and feed-forward states, and of all heads
  static final int MAX_LAYERS = DecoderConfig.MAX_LAYERS;
  static final int MAX_HEADS = 1 << 10;
  static final int MAX_CACHE_FLOATS =
      1 << 28; // of a layer's keys; Llama 3's 131,072 are half of it
  static final int MAX_ROTARY_TABLES = 8; // known models have two

  /** Cosines of all tables: those of Gemma 3's two, of 131,072 positions and 128 pairs each. */
  static final int MAX_ROTARY_FLOATS = 1 << 25;

  static final int MAX_SIGNATURE_TOKENS = 1 << 12;

  /**
   * Of a signature's mask, and of its logits: sixteen times a mask of 64 tokens over 131,072
   * positions; their bytes stay in an int.
   */
  static final int MAX_SIGNATURE_FLOATS = 1 << 27;

  static final int MAX_VARIANTS = 4; // one for each other quantization

  private BundleLimits() {}
}
