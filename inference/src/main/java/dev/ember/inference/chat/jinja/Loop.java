package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** A {@code for}: each pass has names of its own. */
record Loop(int line, Target target, Expression over, Body body) implements Statement {
  /** The condition of a loop that has none. */
  static final Expression ALL = new Expressions.Constant(true);

  private static final String NAME = "loop";

  /**
   * What a loop does.
   *
   * @param condition what an element must pass to be looped over
   * @param each run for each element
   * @param none run where no pass came to its end, because there is no element or by a jump
   * @param recursive whether {@code loop(...)} runs the loop again over other elements
   */
  record Body(Expression condition, Block each, Block none, boolean recursive) {}

  @Override
  public Flow run(Rendering rendering, Scope scope, Output out) {
    rendering.step(line);
    return run(over.evaluate(rendering, scope), 0, new Place(rendering, scope, out));
  }

  /** Where a loop runs and writes. */
  private record Place(Rendering rendering, Scope scope, Output out) {}

  private Flow run(Object elements, int depth, Place place) {
    List<Object> passing = passing(elements, place);
    if (passing.isEmpty()) {
      return body.none.run(place.rendering, new Scope(place.scope), place.out);
    }
    LoopState loop = new LoopState(passing, depth, body.recursive ? again(depth, place) : null);
    boolean ended = false;
    for (int i = 0; i < passing.size(); i++) {
      place.rendering.step(line);
      loop.moveTo(i);
      Scope pass = new Scope(place.scope);
      target.assign(pass, passing.get(i));
      pass.set(NAME, loop);
      Flow flow = body.each.run(place.rendering, pass, place.out);
      ended |= flow == Flow.NEXT;
      if (flow == Flow.BREAK) {
        break;
      }
    }
    // As in Jinja: where every pass was cut short, none counts.
    return ended ? Flow.NEXT : body.none.run(place.rendering, new Scope(place.scope), place.out);
  }

  private Callable again(int depth, Place place) {
    return (rendering, arguments) -> {
      rendering.enter();
      Output text = new Output(rendering);
      int before = rendering.line();
      run(arguments.get(0, "iterable"), depth + 1, new Place(rendering, place.scope, text));
      rendering.step(before);
      rendering.leave();
      return text.toString();
    };
  }

  private List<Object> passing(Object elements, Place place) {
    place.rendering.work((long) Rendering.STEP * Values.size(elements));
    if (body.condition == ALL) {
      return Values.elements(elements); // an element that cannot be unpacked fails when it comes
    }
    List<Object> passing = new ArrayList<>();
    for (Object element : Values.elements(elements)) {
      Scope pass = new Scope(place.scope);
      target.assign(pass, element);
      if (Values.isTrue(body.condition.evaluate(place.rendering, pass))) {
        passing.add(element);
      }
    }
    return passing;
  }
}
