package dev.ember.inference.sample;

import java.util.Arrays;

/**
 * Tokens with their weights. The best are selected by a heap, so that a vocabulary is never sorted:
 * where their number is known one comparison a token does ({@link #fillBest}); else building the
 * heap takes V steps, and each of the m that are kept takes log V.
 *
 * <p>Better means a larger weight, or an equal weight and a lower token.
 */
final class CandidateHeap {
  private int[] tokens = {};
  private float[] weights = {};
  private long[] keys = {}; // for sorting
  private int size;

  /** Takes in all tokens with {@code source[i]} for token i; what is not a number is the least. */
  void fill(float[] source) {
    ensure(source.length);
    size = source.length;
    for (int i = 0; i < size; i++) {
      tokens[i] = i;
      weights[i] = number(source[i]);
    }
  }

  /** Takes in the best {@code count} of {@code source}, the best first; as {@link #fill}. */
  void fillBest(float[] source, int count) {
    ensure(count);
    size = Math.min(count, source.length);
    for (int i = 0; i < size; i++) {
      tokens[i] = i;
      weights[i] = number(source[i]);
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sinkBetter(i, size);
    }
    float worst = weights[0];
    for (int i = size; i < source.length; i++) {
      if (source[i] > worst) { // an equal one is of a higher token, so it is not better
        weights[0] = source[i];
        tokens[0] = i;
        sinkBetter(0, size);
        worst = weights[0];
      }
    }
    for (int last = size - 1; last > 0; last--) { // the worst of what is left goes to its end
      swap(0, last);
      sinkBetter(0, last);
    }
  }

  /** Takes in the tokens with at least {@code least}, in their order; as {@link #fill}. */
  void fillAtLeast(float[] source, float least) {
    ensure(source.length);
    size = 0;
    for (int i = 0; i < source.length; i++) {
      if (source[i] >= least) {
        tokens[size] = i;
        weights[size] = source[i];
        size++;
      }
    }
  }

  void clear() {
    size = 0;
  }

  void add(int token, float weight) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size + 1);
      weights = Arrays.copyOf(weights, 2 * size + 1);
    }
    tokens[size] = token;
    weights[size] = weight;
    size++;
  }

  /** Turns logits into weights: that of {@code max} becomes 1. */
  void exponentiate(float max, float temperature) {
    for (int i = 0; i < size; i++) {
      double exponent = ((double) weights[i] - max) / temperature;
      weights[i] = (float) Math.exp(exponent);
    }
  }

  /** Puts the best first; of weights that are none of them negative. */
  void sort() {
    if (keys.length < size) {
      keys = new long[size];
    }
    for (int i = 0; i < size; i++) { // bits of such floats are ordered as they are
      long worse = Integer.MAX_VALUE - Float.floatToRawIntBits(weights[i]);
      keys[i] = worse << Integer.SIZE | tokens[i];
    }
    Arrays.sort(keys, 0, size);
    for (int i = 0; i < size; i++) {
      tokens[i] = (int) keys[i];
      weights[i] = Float.intBitsToFloat(Integer.MAX_VALUE - (int) (keys[i] >>> Integer.SIZE));
    }
  }

  void keepFirst(int count) {
    size = count;
  }

  private static float number(float value) {
    return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
  }

  private void ensure(int count) {
    if (tokens.length < count) {
      tokens = new int[count];
      weights = new float[count];
    }
  }

  int size() {
    return size;
  }

  int token(int index) {
    return tokens[index];
  }

  float weight(int index) {
    return weights[index];
  }

  void setWeight(int index, float weight) {
    weights[index] = weight;
  }

  /** The sum of all weights. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += weights[i];
    }
    return sum;
  }

  /** Keeps the weights of at least {@code least}, in their order. */
  void keepAtLeast(float least) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] >= least) {
        tokens[kept] = tokens[i];
        weights[kept] = weights[i];
        kept++;
      }
    }
    size = kept;
  }

  /** Keeps the best {@code count}, the best first. */
  void keepBest(int count) {
    heapify();
    int kept = Math.min(count, size);
    for (int i = 0; i < kept; i++) {
      popTo(size - 1 - i);
    }
    moveTailToFront(kept);
  }

  /** Keeps the fewest best whose weights sum to at least {@code mass}, the best first. */
  void keepMass(double mass) {
    heapify();
    int kept = 0;
    double sum = 0;
    while (kept < size && (kept == 0 || sum < mass)) {
      sum += weights[0];
      popTo(size - 1 - kept);
      kept++;
    }
    moveTailToFront(kept);
  }

  private void heapify() {
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size);
    }
  }

  /** Moves the best of the heap {@code [0 .. last]} to {@code last}, which leaves the heap. */
  private void popTo(int last) {
    swap(0, last);
    sink(0, last);
  }

  private void sink(int index, int heapSize) {
    int parent = index;
    while (true) {
      int child = 2 * parent + 1;
      if (child >= heapSize) {
        return;
      }
      if (child + 1 < heapSize && isBetter(child + 1, child)) {
        child++;
      }
      if (!isBetter(child, parent)) {
        return;
      }
      swap(child, parent);
      parent = child;
    }
  }

  /** In a heap with the worst on top, moves down what is better than what lies below. */
  private void sinkBetter(int index, int heapSize) {
    int parent = index;
    while (true) {
      int child = 2 * parent + 1;
      if (child >= heapSize) {
        return;
      }
      if (child + 1 < heapSize && isBetter(child, child + 1)) {
        child++;
      }
      if (!isBetter(parent, child)) {
        return;
      }
      swap(child, parent);
      parent = child;
    }
  }

  /** The kept lie at the end, the best last; reverses all and cuts. */
  private void moveTailToFront(int kept) {
    for (int i = 0; i < size / 2; i++) {
      swap(i, size - 1 - i);
    }
    size = kept;
  }

  private boolean isBetter(int left, int right) {
    return weights[left] > weights[right]
        || (weights[left] == weights[right] && tokens[left] < tokens[right]);
  }

  private void swap(int left, int right) {
    int token = tokens[left];
    tokens[left] = tokens[right];
    tokens[right] = token;
    float weight = weights[left];
    weights[left] = weights[right];
    weights[right] = weight;
  }
}
