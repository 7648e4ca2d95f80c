package dev.ember.inference.model;

import java.util.Collections;
import java.util.List;

/**
 * Which layer attends how.
 *
 * @param rotaries the tables of rotary positions
 * @param kinds the kinds of layers
 * @param kindOfLayer for each layer the index of its kind, {@code [L]}
 */
public record AttentionLayout(
    List<Rotary> rotaries, List<AttentionKind> kinds, List<Integer> kindOfLayer) {

  public AttentionLayout {
    rotaries = List.copyOf(rotaries);
    kinds = List.copyOf(kinds);
    kindOfLayer = List.copyOf(kindOfLayer);
    for (AttentionKind kind : kinds) {
      if (kind.rotary() >= rotaries.size()) {
        throw new IllegalArgumentException(
            "expected one of " + rotaries.size() + " rotary tables but found " + kind.rotary());
      }
    }
    for (int kind : kindOfLayer) {
      if (kind < 0 || kind >= kinds.size()) {
        throw new IllegalArgumentException(
            "expected one of " + kinds.size() + " kinds of layers but found " + kind);
      }
    }
  }

  /** The same in all layers. */
  public static AttentionLayout uniform(int layers, int window, Rotary rotary) {
    return new AttentionLayout(
        List.of(rotary), List.of(new AttentionKind(window, 0)), Collections.nCopies(layers, 0));
  }

  public AttentionKind kind(int layer) {
    return kinds.get(kindOfLayer.get(layer));
  }

  public Rotary rotary(int layer) {
    return rotaries.get(kind(layer).rotary());
  }
}
