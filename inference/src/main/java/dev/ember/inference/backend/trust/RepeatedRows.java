package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.bundle.Golden;
import java.util.List;

/**
 * What fills a cache without being read: the rows of the longest golden prompt, over and over. A
 * long prompt would take a phone a minute.
 */
final class RepeatedRows {
  /** As many as a golden position keeps. */
  private static final int KEPT_CANDIDATES = 5;

  private final int[] tokens;
  private final float[] rows; // [tokens, L, 2, K * D]

  /**
   * @param reader reads the prompt once
   * @param most tokens of it
   * @throws TrialException if the reader's caches cannot be filled
   */
  RepeatedRows(Golden golden, Backend reader, int most) throws TrialException {
    tokens = longest(golden, most);
    try (PortableKvCache cache = portable(reader)) {
      reader.prefill(tokens, tokens.length, cache);
      rows = new float[tokens.length * cache.rowFloats()];
      cache.read(0, tokens.length, rows);
    }
  }

  /** Those of the rows. */
  int[] tokens() {
    return tokens;
  }

  /** One of them, and after the last the first again. */
  int token(int index) {
    return tokens[index % tokens.length];
  }

  /** A cache of a backend of the same model, of so many positions. */
  PortableKvCache newCache(Backend backend, int filled) throws TrialException {
    PortableKvCache cache = portable(backend);
    while (cache.length() < filled) {
      cache.append(Math.min(tokens.length, filled - cache.length()), rows);
    }
    return cache;
  }

  /** What a backend gave, as something that another is held to. */
  static Golden.Position position(float[] logits) {
    return new Golden.Position(0, List.of(), Golden.Candidate.largest(logits, KEPT_CANDIDATES));
  }

  private static PortableKvCache portable(Backend backend) throws TrialException {
    KvCache cache = backend.newCache();
    if (cache instanceof PortableKvCache portable) {
      return portable;
    }
    cache.close();
    throw new TrialException(
        Outcome.FAILED, "expected a cache that can be filled but found " + cache);
  }

  private static int[] longest(Golden golden, int most) {
    int[] longest = {0};
    for (Golden.Prompt prompt : golden.prompts()) {
      int length = Math.min(prompt.tokens().size(), most);
      if (length > longest.length) {
        longest = prompt.tokens().subList(0, length).stream().mapToInt(Integer::intValue).toArray();
      }
    }
    return longest;
  }
}
