package dev.ember.inference.tokenizer;

import java.util.List;

/** Special tokens that a model wants around a text: mostly one that opens it, or none. */
public record Framing(List<Frame> before, List<Frame> after) {

  /** A token by id and content. */
  public record Frame(int id, String content) {}

  public static final Framing NONE = new Framing(List.of(), List.of());

  public Framing {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
