package dev.ember.inference.tokenizer;

import java.util.Random;

/** Texts of every script and sign, well-formed, for property tests. */
public final class RandomText {
  private static final String[] FRAGMENTS = {
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u00A0",
    "\u3000",
    "'s",
    "'LL",
    "the",
    " then",
    "12",
    "½",
    "你好",
    "ни",
    "é",
    "e\u0301",
    "🍵",
    "👩‍🚀",
    "\u0000",
    "<|im_end|>",
    "<|im",
    "_end|>",
    "\uFFFE",
    "\u2028"
  };

  private static final int LAST_CODE_POINT = 0x10FFFF;

  private RandomText() {}

  /** Up to {@code maxParts} fragments and code points. */
  public static String next(Random random, int maxParts) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(maxParts + 1);
    for (int i = 0; i < parts; i++) {
      if (random.nextBoolean()) {
        text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      } else {
        text.appendCodePoint(codePoint(random));
      }
    }
    return text.toString();
  }

  private static int codePoint(Random random) {
    int codePoint = random.nextInt(random.nextBoolean() ? 0x180 : LAST_CODE_POINT + 1);
    boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return surrogate ? 'x' : codePoint;
  }
}
