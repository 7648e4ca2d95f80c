package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads expressions. From loose to tight: {@code if else}, {@code or}, {@code and}, {@code not},
 * comparisons, {@code + -}, {@code ~}, {@code * / // %}, {@code **}, signs; then what {@link
 * PostfixParser} reads: attributes, calls, filters, tests.
 */
final class ExpressionParser {
  static final Expression UNDEFINED =
      new Expressions.Constant(new Undefined("the inline if has no else"));

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final TokenStream tokens;
  private final PostfixParser postfix;
  private Set<String> namesSeen = new HashSet<>();

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    postfix = new PostfixParser(tokens, this);
  }

  PostfixParser postfix() {
    return postfix;
  }

  void sawName(String name) {
    namesSeen.add(name);
  }

  /** Starts to note names afresh; gives back those noted before. */
  Set<String> swapNames(Set<String> names) {
    Set<String> before = namesSeen;
    namesSeen = names;
    return before;
  }

  Expression expression() {
    return conditional();
  }

  /** One expression, or several with commas between: then a tuple. */
  Expression tuple(boolean allowsConditional) {
    List<Expression> elements = new ArrayList<>();
    boolean comma = false;
    while (!endsTuple()) {
      elements.add(allowsConditional ? conditional() : or());
      comma = tokens.isOperator(",");
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    if (elements.isEmpty()) {
      throw tokens.unexpected("an expression");
    }
    boolean single = elements.size() == 1 && !comma;
    return single ? elements.get(0) : new Expressions.Elements(Sequence.Kind.TUPLE, elements);
  }

  private boolean endsTuple() {
    return tokens.is(Token.Type.BLOCK_END)
        || tokens.is(Token.Type.PRINT_END)
        || tokens.isOperator(")")
        || tokens.isName("recursive");
  }

  private Expression conditional() {
    tokens.enter();
    int unknown = postfix.unknownCount();
    Expression value = or();
    while (tokens.skipName("if")) {
      tokens.countOperator();
      Expression condition = or();
      Expression otherwise = tokens.skipName("else") ? conditional() : UNDEFINED;
      value = new Expressions.Conditional(condition, value, otherwise);
      postfix.forgetUnknown(unknown);
    }
    tokens.leave();
    return value;
  }

  /** An expression without inline {@code if}: what a loop's {@code if} follows. */
  Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      tokens.countOperator();
      left = new Expressions.Logic(false, left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      tokens.countOperator();
      left = new Expressions.Logic(true, left, not());
    }
    return left;
  }

  private Expression not() {
    int negations = 0;
    while (tokens.skipName("not")) {
      tokens.countOperator();
      negations++;
    }
    Expression value = comparison();
    for (int i = 0; i < negations; i++) {
      value = new Expressions.Not(value);
    }
    return value;
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    while (true) {
      String operator = comparisonOperator();
      if (operator.isEmpty()) {
        break;
      }
      operators.add(operator);
      others.add(sum());
    }
    return operators.isEmpty() ? first : new Expressions.Chain(first, operators, others);
  }

  /** Takes a comparison's operator, or nothing. */
  private String comparisonOperator() {
    if (tokens.is(Token.Type.OPERATOR) && COMPARISONS.contains(tokens.peek().text())) {
      return tokens.next().text();
    }
    if (tokens.skipName("in")) {
      return "in";
    }
    if (tokens.isName("not") && tokens.peekSecond().is(Token.Type.NAME, "in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return "";
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.isOperator("+") || tokens.isOperator("-")) {
      tokens.countOperator();
      String operator = tokens.next().text();
      left = new Expressions.Arithmetic(operator, left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Expressions.Concatenation(parts);
  }

  private Expression product() {
    Expression left = power();
    while (tokens.isOperator("*")
        || tokens.isOperator("/")
        || tokens.isOperator("//")
        || tokens.isOperator("%")) {
      tokens.countOperator();
      String operator = tokens.next().text();
      left = new Expressions.Arithmetic(operator, left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary(true);
    while (tokens.skipOperator("**")) {
      tokens.countOperator();
      left = new Expressions.Arithmetic("**", left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean filters) {
    tokens.enter();
    Expression value;
    if (tokens.isOperator("-") || tokens.isOperator("+")) {
      boolean negative = tokens.next().text().equals("-");
      value = new Expressions.Signed(negative, unary(false));
    } else {
      value = postfix.primary();
    }
    value = postfix.postfix(value);
    tokens.leave();
    return filters ? postfix.filtersAndTests(value) : value;
  }
}
