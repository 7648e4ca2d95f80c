package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A macro's definition, or the body that a {@code call} block hands to a macro.
 *
 * @param defaults of the last parameters
 * @param names that the body reads; {@code varargs} and {@code kwargs} among them allow surplus
 *     arguments
 */
record Macro(
    String name,
    List<String> parameters,
    List<Expression> defaults,
    Set<String> names,
    Block body) {
  /** The name of the body of a call block. */
  static final String ANONYMOUS = "";

  private static final String CALLER = "caller";
  private static final String SURPLUS = "varargs";
  private static final String SURPLUS_KEYWORDS = "kwargs";

  /** The definition as a statement. */
  record Definition(Macro macro) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.work(Rendering.STEP);
      scope.set(macro.name, macro.in(scope));
      return Flow.NEXT;
    }
  }

  /** A {@code call} block: calls a macro with {@code body} as its {@code caller}. */
  record CallBlock(int line, Expressions.Call call, Macro body) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      if (!(call.function().evaluate(rendering, scope) instanceof Callable macro)) {
        throw TemplateException.of("a call block calls no macro");
      }
      Arguments arguments = call.arguments().evaluate(rendering, scope);
      Map<String, Object> keywords = new LinkedHashMap<>(arguments.keywords());
      keywords.put(CALLER, body.in(scope));
      Object text = macro.call(rendering, new Arguments(arguments.positional(), keywords));
      out.append(Printer.text(rendering, text));
      return Flow.NEXT;
    }
  }

  /** The macro as a value that remembers where it was defined. */
  Callable in(Scope definedIn) {
    return new Value(this, definedIn);
  }

  /** What the name of a macro stands for. */
  record Value(Macro macro, Scope definedIn) implements Callable {
    @Override
    public Object call(Rendering rendering, Arguments arguments) {
      rendering.enter();
      int line = rendering.line();
      Scope scope = new Scope(definedIn);
      macro.bind(rendering, scope, arguments);
      Output text = new Output(rendering);
      macro.body.run(rendering, scope, text);
      rendering.step(line);
      rendering.leave();
      return text.toString();
    }

    /** What Jinja tells of a macro. */
    Object attribute(String name) {
      return switch (name) {
        case "name" -> macro.name.equals(ANONYMOUS) ? None.NONE : macro.name;
        case "arguments" -> Sequence.tuple(new ArrayList<>(macro.parameters));
        case "catch_kwargs" -> macro.names.contains(SURPLUS_KEYWORDS);
        case "catch_varargs" -> macro.names.contains(SURPLUS);
        case "caller" -> macro.names.contains(CALLER);
        default -> new Undefined("'Macro' object has no attribute '" + name + "'");
      };
    }
  }

  private void bind(Rendering rendering, Scope scope, Arguments arguments) {
    Map<String, Object> keywords = new LinkedHashMap<>(arguments.keywords());
    List<Object> positional = arguments.positional();
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      Object byKeyword = i < positional.size() ? null : keywords.remove(parameter);
      if (i < positional.size()) {
        scope.set(parameter, positional.get(i));
      } else if (byKeyword != null) {
        scope.set(parameter, byKeyword);
      } else {
        scope.set(parameter, defaultOf(i, rendering, scope));
      }
    }
    bindSurplus(scope, arguments.withoutFirst(parameters.size()).positional(), keywords);
  }

  private Object defaultOf(int parameter, Rendering rendering, Scope scope) {
    int at = parameter - (parameters.size() - defaults.size());
    return at < 0
        ? new Undefined("parameter '" + parameters.get(parameter) + "' was not provided")
        : defaults.get(at).evaluate(rendering, scope);
  }

  private void bindSurplus(Scope scope, List<Object> positional, Map<String, Object> keywords) {
    if (names.contains(CALLER)) {
      Object caller = keywords.remove(CALLER);
      scope.set(CALLER, caller == null ? new Undefined("No caller defined") : caller);
    }
    if (names.contains(SURPLUS)) {
      scope.set(SURPLUS, Sequence.tuple(positional));
    } else if (!positional.isEmpty()) {
      throw TemplateException.of(
          "macro '" + name + "' takes not more than " + parameters.size() + " argument(s)");
    }
    if (names.contains(SURPLUS_KEYWORDS)) {
      scope.set(SURPLUS_KEYWORDS, new LinkedHashMap<Object, Object>(keywords));
    } else if (!keywords.isEmpty()) {
      throw TemplateException.of(
          "macro '" + name + "' takes no keyword argument " + keywords.keySet());
    }
  }
}
