package dev.ember.app.inside.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of many models are stages of one, from the first to the last. */
final class StageOrder {
  private StageOrder() {}

  /**
   * The places in {@code all} of the stages to show: the family of the first model; if that stands
   * alone, the largest family there is; if there is none, the first model.
   */
  static List<Integer> best(List<StageFacts> all) {
    List<Integer> best = family(0, all);
    boolean alone = best.size() == 1;
    for (int i = 1; i < all.size() && alone; i++) {
      List<Integer> other = family(i, all);
      if (other.size() > best.size()) {
        best = other;
      }
    }
    return best;
  }

  /** Whoever is linked to a model by parents, however far; each after the one that it began as. */
  private static List<Integer> family(int own, List<StageFacts> all) {
    List<Integer> kin = new ArrayList<>(List.of(own));
    for (int next = 0; next < kin.size(); next++) {
      StageFacts known = all.get(kin.get(next));
      for (int i = 0; i < all.size(); i++) {
        if (!kin.contains(i) && all.get(i).isKinOf(known)) {
          kin.add(i);
        }
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int depth = 0; depth <= all.size(); depth++) {
      for (int i : kin) {
        if (!order.contains(i) && depth(all.get(i), all) == depth) {
          order.add(i);
        }
      }
    }
    return order;
  }

  /** How many of its ancestors are here; a circle ends somewhere. */
  private static int depth(StageFacts stage, List<StageFacts> all) {
    int depth = 0;
    StageFacts at = parent(stage, all);
    while (at != null && depth < all.size()) {
      depth++;
      at = parent(at, all);
    }
    return depth;
  }

  private static @Nullable StageFacts parent(StageFacts stage, List<StageFacts> all) {
    for (StageFacts other : all) {
      if (!stage.parent().isEmpty() && other.checkpoint().equals(stage.parent())) {
        return other;
      }
    }
    return null;
  }
}
