package dev.ember.inference.chat.jinja;

import dev.ember.inference.chat.jinja.Expressions.ArgumentList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads literals and names, and what follows them: attributes, items, calls, filters, tests. */
final class PostfixParser {
  private static final int MAX_DIGITS = 4300; // Python's own limit
  private static final Expression NONE = new Expressions.Constant(None.NONE);

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final List<TemplateException> unknown = new ArrayList<>(); // filters and tests
  private boolean lenient; // whether such a one is an error only where it is used

  PostfixParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /**
   * Within an {@code if} a template may name filters that are not there; elsewhere it is refused as
   * a whole, even if it would never come there. Gives back what held before.
   */
  boolean swapLenient(boolean within) {
    boolean before = lenient;
    lenient = within;
    return before;
  }

  /** How many unknown filters and tests were noted. */
  int unknownCount() {
    return unknown.size();
  }

  /** Forgets those noted since there were {@code count}: they turned out to be conditional. */
  void forgetUnknown(int count) {
    unknown.subList(count, unknown.size()).clear();
  }

  /** Refuses a template that uses an unknown filter or test whatever it is given. */
  void requireAllKnown() {
    if (!unknown.isEmpty()) {
      throw unknown.get(0);
    }
  }

  private void note(int line, String kind, String name, boolean known) {
    if (!known && !lenient) {
      unknown.add(TemplateException.at(line, "no " + kind + " named '" + name + "'"));
    }
  }

  Expression primary() {
    Token token = tokens.peek();
    return switch (token.type()) {
      case NAME -> name(tokens.next().text());
      case STRING -> new Expressions.Constant(strings());
      case INTEGER -> new Expressions.Constant(integer(tokens.next()));
      case FLOAT -> new Expressions.Constant(Double.valueOf(tokens.next().text().replace("_", "")));
      case OPERATOR -> bracketed();
      default -> throw tokens.unexpected("an expression");
    };
  }

  private Expression name(String name) {
    return switch (name) {
      case "true", "True" -> new Expressions.Constant(true);
      case "false", "False" -> new Expressions.Constant(false);
      case "none", "None" -> NONE;
      default -> {
        expressions.sawName(name);
        yield new Expressions.Name(name);
      }
    };
  }

  private String strings() {
    StringBuilder text = new StringBuilder();
    while (tokens.is(Token.Type.STRING)) {
      text.append(tokens.next().text());
    }
    return text.toString();
  }

  private static Object integer(Token token) {
    String digits = token.text().replace("_", "");
    if (digits.length() > MAX_DIGITS) {
      throw TemplateException.at(
          token.line(),
          "expected an integer of at most " + MAX_DIGITS + " digits but found " + digits.length());
    }
    if (digits.length() > 1 && Character.isLetter(digits.charAt(1))) {
      int radix =
          "xX".indexOf(digits.charAt(1)) >= 0 ? 16 : "oO".indexOf(digits.charAt(1)) >= 0 ? 8 : 2;
      return new BigInteger(digits.substring(2), radix);
    }
    return new BigInteger(digits);
  }

  private Expression bracketed() {
    if (tokens.skipOperator("(")) {
      if (tokens.skipOperator(")")) {
        return new Expressions.Elements(Sequence.Kind.TUPLE, List.of());
      }
      Expression inner = expressions.tuple(true);
      tokens.expectOperator(")");
      return inner;
    }
    if (tokens.skipOperator("[")) {
      List<Expression> elements = new ArrayList<>();
      while (!tokens.isOperator("]")) {
        elements.add(expressions.expression());
        if (!tokens.skipOperator(",")) {
          break;
        }
      }
      tokens.expectOperator("]");
      return new Expressions.Elements(Sequence.Kind.LIST, elements);
    }
    tokens.expectOperator("{");
    return dict();
  }

  private Expression dict() {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.isOperator("}")) {
      keys.add(expressions.expression());
      tokens.expectOperator(":");
      values.add(expressions.expression());
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator("}");
    return new Expressions.Dict(keys, values);
  }

  Expression postfix(Expression start) {
    Expression value = start;
    while (true) {
      tokens.countOperator();
      if (tokens.skipOperator(".")) {
        value = dotted(value);
      } else if (tokens.skipOperator("[")) {
        value = subscript(value);
        tokens.expectOperator("]");
      } else if (tokens.isOperator("(")) {
        value = new Expressions.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  private Expression dotted(Expression value) {
    return tokens.is(Token.Type.INTEGER)
        ? new Expressions.Item(value, new Expressions.Constant(integer(tokens.next())))
        : new Expressions.Attribute(value, tokens.expect(Token.Type.NAME, "a name").text());
  }

  private Expression subscript(Expression value) {
    if (tokens.isOperator("]")) {
      return new Expressions.Item(
          value, new Expressions.Elements(Sequence.Kind.TUPLE, List.of())); // the empty key
    }
    Expression start = tokens.isOperator(":") ? NONE : expressions.expression();
    if (tokens.isOperator(",")) {
      return new Expressions.Item(value, keys(start));
    }
    if (!tokens.skipOperator(":")) {
      return new Expressions.Item(value, start);
    }
    Expression stop = bound();
    Expression step = tokens.skipOperator(":") ? bound() : NONE;
    return new Expressions.Slice(value, start, stop, step);
  }

  /** {@code x[1, 2]}: one key, a tuple. */
  private Expression keys(Expression first) {
    List<Expression> keys = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",")) {
      keys.add(expressions.expression());
    }
    return new Expressions.Elements(Sequence.Kind.TUPLE, keys);
  }

  private Expression bound() {
    boolean open = tokens.isOperator(":") || tokens.isOperator("]");
    return open ? NONE : expressions.expression();
  }

  Expression filtersAndTests(Expression start) {
    Expression value = start;
    while (true) {
      tokens.countOperator();
      if (tokens.skipOperator("|")) {
        value = filter(value);
      } else if (tokens.skipName("is")) {
        value = test(value);
      } else if (tokens.isOperator("(")) {
        value = new Expressions.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  /** A filter after its bar. */
  Expression filter(Expression value) {
    int line = tokens.peek().line();
    String name = dottedName();
    note(line, "filter", name, Filters.isKnown(name));
    ArgumentList arguments = tokens.isOperator("(") ? arguments() : ArgumentList.NONE;
    return new Expressions.Filtered(value, name, arguments);
  }

  private String dottedName() {
    StringBuilder name = new StringBuilder(tokens.expect(Token.Type.NAME, "a name").text());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expect(Token.Type.NAME, "a name").text());
    }
    return name.toString();
  }

  private Expression test(Expression value) {
    boolean negated = tokens.skipName("not");
    int line = tokens.peek().line();
    String name = dottedName();
    note(line, "test", name, Tests.isKnown(name));
    ArgumentList arguments = ArgumentList.NONE;
    if (tokens.isOperator("(")) {
      arguments = arguments();
    } else if (startsArgument()) {
      Expression argument = postfix(primary());
      arguments = new ArgumentList(List.of(argument), Map.of(), List.of(), List.of());
    }
    Expression tested = new Expressions.Tested(value, name, arguments);
    return negated ? new Expressions.Not(tested) : tested;
  }

  private boolean startsArgument() {
    return switch (tokens.peek().type()) {
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> tokens.isOperator("[") || tokens.isOperator("{");
      case NAME -> startsNamedArgument();
      default -> false;
    };
  }

  /** Any other name is one, {@code if} and {@code in} too: Jinja reads a test so. */
  private boolean startsNamedArgument() {
    if (tokens.isName("is")) {
      throw tokens.unexpected("one test (tests cannot be chained)");
    }
    return !tokens.isName("else") && !tokens.isName("or") && !tokens.isName("and");
  }

  private boolean startsKeyword() {
    return tokens.is(Token.Type.NAME) && tokens.peekSecond().is(Token.Type.OPERATOR, "=");
  }

  ArgumentList arguments() {
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> keywords = new LinkedHashMap<>();
    List<Expression> lists = new ArrayList<>();
    List<Expression> dicts = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.isOperator(")")) {
      if (lists.isEmpty() && dicts.isEmpty() && tokens.skipOperator("*")) {
        lists.add(expressions.expression());
      } else if (dicts.isEmpty() && tokens.skipOperator("**")) {
        dicts.add(expressions.expression());
      } else if (dicts.isEmpty() && startsKeyword()) {
        String name = tokens.next().text();
        tokens.expectOperator("=");
        if (keywords.put(name, expressions.expression()) != null) {
          throw tokens.unexpected("each keyword once, not '" + name + "' twice,");
        }
      } else if (keywords.isEmpty() && lists.isEmpty() && dicts.isEmpty()) {
        positional.add(expressions.expression());
      } else {
        throw tokens.unexpected("a keyword argument");
      }
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(")");
    return new ArgumentList(positional, keywords, lists, dicts);
  }
}
