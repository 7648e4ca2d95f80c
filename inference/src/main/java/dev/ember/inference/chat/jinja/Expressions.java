package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of expression. */
final class Expressions {
  private Expressions() {}

  record Constant(Object value) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      return value;
    }
  }

  record Name(String name) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1 + (long) scope.depth());
      return scope.get(name);
    }
  }

  record Elements(Sequence.Kind kind, List<Expression> elements) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      return new Sequence(kind, all(elements, rendering, scope), "");
    }
  }

  record Dict(List<Expression> keys, List<Expression> values) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).evaluate(rendering, scope);
        rendering.elements(Values.keyWork(dict, key));
        Values.put(dict, key, values.get(i).evaluate(rendering, scope));
      }
      return Collections.unmodifiableMap(dict);
    }
  }

  record Attribute(Expression of, String name) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(2);
      return Attributes.attribute(of.evaluate(rendering, scope), name);
    }
  }

  record Item(Expression of, Expression key) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      Object value = of.evaluate(rendering, scope);
      Object at = key.evaluate(rendering, scope);
      boolean text = Markup.plain(value) instanceof String;
      rendering.work(text ? Values.size(value) : 0);
      rendering.elements(Values.keyWork(value, at));
      return Attributes.item(value, at);
    }
  }

  record Slice(Expression of, Expression start, Expression stop, Expression step)
      implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      Object value = of.evaluate(rendering, scope);
      Object by = step.evaluate(rendering, scope);
      boolean whole = Markup.plain(value) instanceof String && by instanceof None;
      rendering.work((whole ? 1L : Rendering.ELEMENT) * Values.size(value) + Rendering.ELEMENT);
      return Attributes.slice(
          value, start.evaluate(rendering, scope), stop.evaluate(rendering, scope), by);
    }
  }

  /** The arguments of a call, {@code *list} and {@code **dict} included. */
  record ArgumentList(
      List<Expression> positional,
      Map<String, Expression> keywords,
      List<Expression> spreadLists,
      List<Expression> spreadDicts) {
    static final ArgumentList NONE = new ArgumentList(List.of(), Map.of(), List.of(), List.of());

    Arguments evaluate(Rendering rendering, Scope scope) {
      List<Object> values = new ArrayList<>(all(positional, rendering, scope));
      for (Expression spread : spreadLists) {
        Object list = spread.evaluate(rendering, scope);
        rendering.elements(Values.size(list));
        values.addAll(Values.elements(list));
      }
      Map<String, Object> named = new LinkedHashMap<>();
      keywords.forEach((name, value) -> named.put(name, value.evaluate(rendering, scope)));
      for (Expression spread : spreadDicts) {
        Object dict = spread.evaluate(rendering, scope);
        rendering.elements(2L * Values.size(dict));
        Values.dict(dict).forEach((name, value) -> named.put(String.valueOf(name), value));
      }
      return new Arguments(values, named);
    }
  }

  record Call(Expression function, ArgumentList arguments) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      Object target = function.evaluate(rendering, scope);
      if (target instanceof Undefined undefined) {
        throw undefined.error();
      }
      if (!(target instanceof Callable callable)) {
        throw TemplateException.of("'" + Values.typeName(target) + "' object is not callable");
      }
      rendering.work(Rendering.STEP);
      return callable.call(rendering, arguments.evaluate(rendering, scope));
    }
  }

  record Filtered(Expression value, String filter, ArgumentList arguments) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      return Filters.apply(
          rendering,
          filter,
          value.evaluate(rendering, scope),
          arguments.evaluate(rendering, scope));
    }
  }

  record Tested(Expression value, String test, ArgumentList arguments) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      return Tests.test(
          rendering, test, value.evaluate(rendering, scope), arguments.evaluate(rendering, scope));
    }
  }

  record Arithmetic(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1);
      return Numbers.binary(
          rendering, operator, left.evaluate(rendering, scope), right.evaluate(rendering, scope));
    }
  }

  record Signed(boolean negative, Expression value) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1);
      Object number = value.evaluate(rendering, scope);
      return negative ? Numbers.negate(number) : Numbers.negate(Numbers.negate(number));
    }
  }

  record Concatenation(List<Expression> parts) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      return StringMethods.join(rendering, "", all(parts, rendering, scope));
    }
  }

  record Chain(Expression first, List<String> operators, List<Expression> others)
      implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      Object left = first.evaluate(rendering, scope);
      for (int i = 0; i < operators.size(); i++) {
        Object right = others.get(i).evaluate(rendering, scope);
        if (!Comparison.test(rendering, operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  /** {@code and}, {@code or}: the operand that decides, as in Python. */
  record Logic(boolean and, Expression left, Expression right) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1);
      Object first = left.evaluate(rendering, scope);
      return Values.isTrue(first) == and ? right.evaluate(rendering, scope) : first;
    }
  }

  record Not(Expression value) implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1);
      return !Values.isTrue(value.evaluate(rendering, scope));
    }
  }

  record Conditional(Expression condition, Expression then, Expression otherwise)
      implements Expression {
    @Override
    public Object evaluate(Rendering rendering, Scope scope) {
      rendering.elements(1);
      return Values.isTrue(condition.evaluate(rendering, scope))
          ? then.evaluate(rendering, scope)
          : otherwise.evaluate(rendering, scope);
    }
  }

  private static List<Object> all(List<Expression> parts, Rendering rendering, Scope scope) {
    rendering.elements(1 + (long) parts.size());
    List<Object> values = new ArrayList<>(parts.size());
    for (Expression part : parts) {
      values.add(part.evaluate(rendering, scope));
    }
    return values;
  }
}
