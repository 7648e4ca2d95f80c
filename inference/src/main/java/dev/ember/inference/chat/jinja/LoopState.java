package dev.ember.inference.chat.jinja;

import java.util.List;

/** The {@code loop} of a {@code for}: where it stands among the elements that it passes. */
final class LoopState {
  private final List<Object> elements;
  private final int depth;
  private int index;

  LoopState(List<Object> elements, int depth) {
    this.elements = elements;
    this.depth = depth;
  }

  void moveTo(int position) {
    index = position;
  }

  int depth() {
    return depth;
  }

  Object get(String name) {
    int size = elements.size();
    return switch (name) {
      case "index" -> Numbers.integer(index + 1L);
      case "index0" -> Numbers.integer(index);
      case "revindex" -> Numbers.integer((long) size - index);
      case "revindex0" -> Numbers.integer(size - index - 1L);
      case "first" -> index == 0;
      case "last" -> index == size - 1;
      case "length" -> Numbers.integer(size);
      case "depth" -> Numbers.integer(depth + 1L);
      case "depth0" -> Numbers.integer(depth);
      case "previtem" ->
          index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          index + 1 < size ? elements.get(index + 1) : new Undefined("there is no next item");
      case "cycle" -> cycle();
      default -> new Undefined("'loop' has no attribute '" + name + "'");
    };
  }

  private Callable cycle() {
    return (rendering, arguments) -> {
      List<Object> values = arguments.positional();
      if (values.isEmpty()) {
        throw TemplateException.of("no items for cycling given");
      }
      return values.get(index % values.size());
    };
  }
}
