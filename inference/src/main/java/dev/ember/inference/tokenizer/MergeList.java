package dev.ember.inference.tokenizer;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Merges in order of rank, eight bytes each: as pairs of texts, half a million of them (Gemma's)
 * would fill a phone's heap. Immutable.
 */
final class MergeList extends AbstractList<Merge> implements RandomAccess {
  private final String[] contents; // by id; null where there is none
  private final int[] left; // [merges] ids
  private final int[] right; // [merges] ids

  private MergeList(String[] contents, int[] left, int[] right) {
    this.contents = contents;
    this.left = left;
    this.right = right;
  }

  /**
   * Merges of a vocabulary.
   *
   * @throws DefinitionException if a merge names or makes what is not in it
   */
  static MergeList of(List<Merge> merges, Map<String, Integer> vocabulary) {
    if (merges instanceof MergeList list) {
      return list;
    }
    Builder builder = new Builder(vocabulary);
    for (Merge merge : merges) {
      builder.add(merge.left(), merge.right());
    }
    return builder.build();
  }

  int leftId(int rank) {
    return left[rank];
  }

  int rightId(int rank) {
    return right[rank];
  }

  @Override
  public Merge get(int rank) {
    return new Merge(contents[left[rank]], contents[right[rank]]);
  }

  @Override
  public int size() {
    return left.length;
  }

  /** Takes merges one after the other, each checked against the vocabulary. */
  static final class Builder {
    private final Map<String, Integer> vocabulary;
    private final IntList left = new IntList();
    private final IntList right = new IntList();

    Builder(Map<String, Integer> vocabulary) {
      this.vocabulary = vocabulary;
    }

    void add(String leftContent, String rightContent) {
      id(leftContent + rightContent);
      left.add(id(leftContent));
      right.add(id(rightContent));
    }

    MergeList build() {
      int largest = -1;
      for (Map.Entry<String, Integer> token : vocabulary.entrySet()) {
        TokenizerDefinition.requireId(token.getValue(), "$.model.vocab." + token.getKey());
        largest = Math.max(largest, token.getValue());
      }
      String[] contents = new String[largest + 1];
      vocabulary.forEach((content, id) -> contents[id] = content);
      return new MergeList(contents, left.toArray(), right.toArray());
    }

    private int id(String content) {
      Integer id = vocabulary.get(content);
      if (id == null) {
        throw new DefinitionException(
            "$.model.merges[" + left.size() + "]",
            "tokens of the vocabulary",
            "\"" + content + "\", which is not in it");
      }
      return id;
    }
  }
}
