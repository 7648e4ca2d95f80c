package dev.ember.converter.training.model;

import org.bytedeco.pytorch.Tensor;

/** The keys and values of positions that were read before. */
interface Past {
  /** Nothing was read before. */
  Past NONE =
      new Past() {
        @Override
        public Tensor withKeys(int layer, Tensor keys) {
          return keys;
        }

        @Override
        public Tensor withValues(int layer, Tensor values) {
          return values;
        }
      };

  /** Remembers new keys, {@code [B*K, T, D]}, and gives all, {@code [B*K, S, D]}. */
  Tensor withKeys(int layer, Tensor keys);

  /** Remembers new values, {@code [B*K, T, D]}, and gives all, {@code [B*K, S, D]}. */
  Tensor withValues(int layer, Tensor values);
}
