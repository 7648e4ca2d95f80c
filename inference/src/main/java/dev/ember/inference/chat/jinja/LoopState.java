package dev.ember.inference.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code loop} of a {@code for}: where it stands among the elements that it passes. */
final class LoopState implements Callable {
  private final List<Object> elements;
  private final int depth; // of recursion: a loop within another one starts anew
  private final @Nullable Callable again; // of a recursive loop
  private @Nullable List<Object> lastSeen; // by changed()
  private int index;

  LoopState(List<Object> elements, int depth, @Nullable Callable again) {
    this.elements = elements;
    this.depth = depth;
    this.again = again;
  }

  void moveTo(int position) {
    index = position;
  }

  @Override
  public Object call(Rendering rendering, Arguments arguments) {
    if (again == null) {
      throw TemplateException.of(
          "The loop must have the 'recursive' marker to be called recursively.");
    }
    return again.call(rendering, arguments);
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
      case "changed" -> changed();
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

  private Callable changed() {
    return (rendering, arguments) -> {
      List<Object> seen = arguments.positional();
      boolean same =
          lastSeen != null
              && Comparison.areEqual(rendering, Sequence.tuple(lastSeen), Sequence.tuple(seen));
      lastSeen = seen;
      return !same;
    };
  }
}
