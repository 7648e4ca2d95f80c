package dev.ember.inference.chat.jinja;

import java.util.List;

/** The kinds of statement that are no macro. */
final class Statements {
  private Statements() {}

  record Text(String text) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      out.append(text);
      return Flow.NEXT;
    }
  }

  record Print(int line, Expression value) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      out.append(Printer.text(rendering, value.evaluate(rendering, scope)));
      return Flow.NEXT;
    }
  }

  /** One condition and its block for {@code if} and each {@code elif}; then {@code otherwise}. */
  record If(int line, List<Expression> conditions, List<Block> blocks, Block otherwise)
      implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      for (int i = 0; i < conditions.size(); i++) {
        if (Values.isTrue(conditions.get(i).evaluate(rendering, scope))) {
          return blocks.get(i).run(rendering, scope, out);
        }
      }
      return otherwise.run(rendering, scope, out);
    }
  }

  record Jump(Flow flow) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      return flow;
    }
  }

  record Assign(int line, Target target, Expression value) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      target.assign(scope, value.evaluate(rendering, scope));
      return Flow.NEXT;
    }
  }

  /** {@code set} with a body; {@code filtered} reads the body's text under {@link #BODY}. */
  record AssignBlock(int line, Target target, Expression filtered, Block body)
      implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      target.assign(scope, textOf(body, filtered, rendering, scope));
      return Flow.NEXT;
    }
  }

  record FilterBlock(int line, Expression filtered, Block body) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      Object text = textOf(body, filtered, rendering, scope);
      if (!(Markup.plain(text) instanceof String)) {
        throw TemplateException.of(
            "expected a text out of a filter block but found " + Values.typeName(text));
      }
      out.append(Printer.text(rendering, text));
      return Flow.NEXT;
    }
  }

  /** A block with names of its own: {@code with}. */
  record With(int line, List<Target> targets, List<Expression> values, Block body)
      implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      Scope inner = new Scope(scope);
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(inner, values.get(i).evaluate(rendering, scope));
      }
      return body.run(rendering, inner, out);
    }
  }

  /**
   * {@code block}: its body, which sees no names of loops around it unless it is {@code scoped}.
   */
  record NamedBlock(Block body, boolean scoped) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      body.run(rendering, new Scope(scoped ? scope : scope.outermost()), out);
      return Flow.NEXT;
    }
  }

  /** A block that another template must give. */
  record RequiredBlock(int line, String name) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      throw TemplateException.of("required block '" + name + "' not found");
    }
  }

  /** {@code autoescape}, which only confirms that nothing is escaped. */
  record Autoescape(int line, Expression escapes, Block body) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      if (Values.isTrue(escapes.evaluate(rendering, scope))) {
        throw TemplateException.of("autoescape true is not supported");
      }
      return body.run(rendering, new Scope(scope), out);
    }
  }

  /** What would load another template. */
  record Load(int line, String tag) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      rendering.step(line);
      throw TemplateException.of(
          "'" + tag + "' needs a loader of templates, and a chat template has none");
    }
  }

  /** {@code generation}: what the assistant says; it prints its body. */
  record Generation(Block body) implements Statement {
    @Override
    public Flow run(Rendering rendering, Scope scope, Output out) {
      return body.run(rendering, new Scope(scope), out);
    }
  }

  /** The name under which a filter finds the text of its block; no template can spell it. */
  static final String BODY = "<body>";

  private static Object textOf(Block body, Expression filtered, Rendering rendering, Scope scope) {
    Scope inner = new Scope(scope);
    inner.set(BODY, body.text(rendering, scope));
    return filtered.evaluate(rendering, inner);
  }
}
