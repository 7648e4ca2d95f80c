package dev.ember.inference.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** How near each token of a vocabulary lies to one direction. */
public final class Ranking {
  /** Of a token whose row is all zeros: it points nowhere. */
  static final float NOWHERE = Float.NaN;

  private final float[] similarities; // [V]

  Ranking(float[] similarities) {
    this.similarities = similarities;
  }

  /**
   * The nearest tokens, the nearest first; of equals the lower token.
   *
   * @param offered which tokens may be named: mostly not those of the question
   */
  public List<Neighbour> nearest(int count, IntPredicate offered) {
    Comparator<Neighbour> furthestFirst =
        Comparator.comparingDouble(Neighbour::similarity)
            .thenComparing(Neighbour::token, Comparator.reverseOrder());
    PriorityQueue<Neighbour> best = new PriorityQueue<>(furthestFirst);
    for (int token = 0; token < similarities.length; token++) {
      if (isAmong(best, similarities[token], count) && isOffered(token, offered)) {
        best.add(new Neighbour(token, similarities[token]));
        if (best.size() > count) {
          best.remove();
        }
      }
    }
    List<Neighbour> nearest = new ArrayList<>(best);
    nearest.sort(furthestFirst.reversed());
    return nearest;
  }

  /** Cosine of the angle between the direction and a token, NaN for one that points nowhere. */
  public float similarity(int token) {
    return similarities[token];
  }

  private boolean isOffered(int token, IntPredicate offered) {
    return !Float.isNaN(similarities[token]) && offered.test(token);
  }

  /** Tokens come in rising order, so one that is only as near as the furthest is not. */
  private static boolean isAmong(PriorityQueue<Neighbour> best, float similarity, int count) {
    return best.size() < count || (count > 0 && similarity > best.element().similarity());
  }

  /**
   * Which place something so near would take among the tokens, from 1: one more than there are
   * nearer ones.
   *
   * @param offered the tokens that are compared with
   */
  public int place(float similarity, IntPredicate offered) {
    int place = 1;
    for (int token = 0; token < similarities.length; token++) {
      if (similarities[token] > similarity && isOffered(token, offered)) {
        place++;
      }
    }
    return place;
  }

  /** How near the middle one of the offered tokens is; 0 if none is offered. */
  public float middle(IntPredicate offered) {
    float[] sorted = new float[similarities.length];
    int count = 0;
    for (int token = 0; token < similarities.length; token++) {
      if (isOffered(token, offered)) {
        sorted[count++] = similarities[token];
      }
    }
    Arrays.sort(sorted, 0, count);
    return count == 0 ? 0 : sorted[count / 2];
  }
}
