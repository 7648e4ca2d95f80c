package dev.ember.inference.tokenizer;

/** Texts with a value each, walked character by character. */
final class CharTrie {
  static final int ROOT = 0;
  static final int NONE = -1;

  private static final int INITIAL_EDGES = 1024;

  private PairTable edges = new PairTable(INITIAL_EDGES);
  private int capacity = INITIAL_EDGES;
  private final IntList values = new IntList(); // by node
  private final IntList parents = new IntList(); // by node
  private final IntList labels = new IntList(); // by node

  CharTrie() {
    addNode(NONE, NONE);
  }

  void put(String text, int value) {
    int node = ROOT;
    for (int i = 0; i < text.length(); i++) {
      int child = child(node, text.charAt(i));
      node = child == NONE ? addChild(node, text.charAt(i)) : child;
    }
    values.set(node, value);
  }

  /** The node behind a character, or {@link #NONE}. */
  int child(int node, char c) {
    return edges.rank(node, c) == PairTable.NO_RANK ? NONE : edges.merged(node, c);
  }

  /** The value of the text that ends at a node, or {@link #NONE}. */
  int value(int node) {
    return values.get(node);
  }

  private int addChild(int node, char c) {
    if (values.size() == capacity) {
      grow();
    }
    int child = values.size();
    addNode(node, c);
    edges.put(node, c, 0, child);
    return child;
  }

  private void addNode(int parent, int label) {
    values.add(NONE);
    parents.add(parent);
    labels.add(label);
  }

  private void grow() {
    capacity *= 2;
    edges = new PairTable(capacity);
    for (int node = ROOT + 1; node < values.size(); node++) {
      edges.put(parents.get(node), labels.get(node), 0, node);
    }
  }
}
