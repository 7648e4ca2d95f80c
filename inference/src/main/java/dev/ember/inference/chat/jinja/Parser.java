package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the tags and the text of a template. */
final class Parser {
  private static final Set<String> CONSTANTS =
      Set.of("true", "True", "false", "False", "none", "None");
  private static final Block EMPTY = new Block(List.of());

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final Set<String> blocks = new HashSet<>(); // names
  private int loops; // open around the current tag

  private Parser(TokenStream tokens) {
    this.tokens = tokens;
    expressions = new ExpressionParser(tokens);
  }

  static Block parse(String source) {
    Parser parser = new Parser(new TokenStream(Lexer.tokens(source)));
    Block block = parser.block(Set.of());
    if (!parser.tokens.is(Token.Type.END)) {
      throw parser.tokens.unexpected("a tag that may stand here");
    }
    parser.expressions.postfix().requireAllKnown();
    return block;
  }

  /** Statements up to a tag of {@code ends}, whose name is left to be read; or up to the end. */
  private Block block(Set<String> ends) {
    tokens.enter();
    List<Statement> statements = new ArrayList<>();
    while (!tokens.is(Token.Type.END)) {
      if (tokens.is(Token.Type.DATA)) {
        statements.add(new Statements.Text(tokens.next().text()));
      } else if (tokens.is(Token.Type.PRINT_BEGIN)) {
        statements.add(print());
      } else {
        Token name = tokens.peekSecond();
        if (name.type() == Token.Type.NAME && ends.contains(name.text())) {
          tokens.next();
          break;
        }
        statements.add(tag());
      }
    }
    tokens.leave();
    return new Block(statements);
  }

  private Statement print() {
    int line = tokens.next().line();
    Expression value = expressions.tuple(true);
    tokens.expect(Token.Type.PRINT_END, "the end of a print tag");
    return new Statements.Print(line, value);
  }

  private Statement tag() {
    tokens.expect(Token.Type.BLOCK_BEGIN, "a tag");
    Token name = tokens.expect(Token.Type.NAME, "the name of a tag");
    return switch (name.text()) {
      case "if" -> ifTag(name.line());
      case "for" -> forTag(name.line());
      case "set" -> setTag(name.line());
      case "macro" -> macroTag();
      case "call" -> callTag(name.line());
      case "filter" -> filterTag(name.line());
      case "with" -> withTag(name.line());
      case "autoescape" -> autoescapeTag(name.line());
      case "print" -> printTag(name.line());
      case "block" -> blockTag(name.line());
      case "include", "import", "from", "extends" -> loadTag(name);
      case "generation" -> {
        endTag();
        yield new Statements.Generation(body("endgeneration"));
      }
      case "break" -> jump(Statement.Flow.BREAK);
      case "continue" -> jump(Statement.Flow.CONTINUE);
      default ->
          throw TemplateException.at(name.line(), "encountered unknown tag '" + name.text() + "'");
    };
  }

  private Statement jump(Statement.Flow flow) {
    if (loops == 0) {
      throw tokens.unexpected("a loop around break or continue");
    }
    endTag();
    return new Statements.Jump(flow);
  }

  /** Chats are not escaped; a template may say so, but not change it. */
  private Statement autoescapeTag(int line) {
    Expression escapes = expressions.expression();
    endTag();
    return new Statements.Autoescape(line, escapes, body("endautoescape"));
  }

  private Statement printTag(int line) {
    List<Expression> parts = new ArrayList<>();
    while (!tokens.is(Token.Type.BLOCK_END)) {
      parts.add(expressions.expression());
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    endTag();
    return new Statements.Print(line, new Expressions.Concatenation(parts));
  }

  /** A block prints its body where it stands; only templates that are loaded could replace it. */
  private Statement blockTag(int line) {
    String name = tokens.expect(Token.Type.NAME, "the name of a block").text();
    if (!blocks.add(name)) {
      throw TemplateException.at(line, "block '" + name + "' defined twice");
    }
    boolean scoped = tokens.skipName("scoped");
    boolean required = tokens.skipName("required");
    endTag();
    int outerLoops = loops;
    loops = 0;
    boolean lenient = expressions.postfix().swapLenient(false);
    Block body = block(Set.of("endblock"));
    expressions.postfix().swapLenient(lenient);
    loops = outerLoops;
    tokens.expectName("endblock");
    tokens.skipName(name);
    endTag();
    return required ? requiredBlock(line, name, body) : new Statements.NamedBlock(body, scoped);
  }

  /** What another template must replace, and none does. */
  private static Statement requiredBlock(int line, String name, Block body) {
    for (Statement statement : body.statements()) {
      if (!(statement instanceof Statements.Text text)
          || !text.text().codePoints().allMatch(PythonText::isSpace)) {
        throw TemplateException.at(line, "required blocks can only contain comments or whitespace");
      }
    }
    return new Statements.RequiredBlock(line, name);
  }

  /** A chat template stands alone: what would load another is an error where it is reached. */
  private Statement loadTag(Token tag) {
    while (!tokens.is(Token.Type.BLOCK_END) && !tokens.is(Token.Type.END)) {
      tokens.next();
    }
    endTag();
    return new Statements.Load(tag.line(), tag.text());
  }

  private Statement ifTag(int line) {
    boolean lenient = expressions.postfix().swapLenient(true);
    Statement statement = ifStatement(line);
    expressions.postfix().swapLenient(lenient);
    return statement;
  }

  private Statement ifStatement(int line) {
    List<Expression> conditions = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    Block otherwise = EMPTY;
    boolean more = true;
    while (more) {
      conditions.add(expressions.tuple(false)); // as in Jinja: no inline if within
      endTag();
      blocks.add(block(Set.of("elif", "else", "endif")));
      more = tokens.skipName("elif");
    }
    if (tokens.skipName("else")) {
      endTag();
      otherwise = block(Set.of("endif"));
    }
    tokens.expectName("endif");
    endTag();
    return new Statements.If(line, conditions, blocks, otherwise);
  }

  private Statement forTag(int line) {
    Target target = target(false);
    if (target instanceof Target.Name name && name.name().equals("loop")) {
      throw TemplateException.at(line, "can't assign to special loop variable in for-loop target");
    }
    tokens.expectName("in");
    Expression over = expressions.tuple(false);
    boolean lenient = expressions.postfix().swapLenient(false);
    Expression condition = tokens.skipName("if") ? expressions.expression() : Loop.ALL;
    boolean recursive = tokens.skipName("recursive");
    endTag();
    loops++;
    Block body = block(Set.of("else", "endfor"));
    loops--;
    Block none = EMPTY;
    if (tokens.skipName("else")) {
      endTag();
      none = block(Set.of("endfor"));
    }
    tokens.expectName("endfor");
    endTag();
    expressions.postfix().swapLenient(lenient);
    return new Loop(line, target, over, new Loop.Body(condition, body, none, recursive));
  }

  private Statement setTag(int line) {
    Target target = target(true);
    if (tokens.skipOperator("=")) {
      Expression value = expressions.tuple(true);
      endTag();
      return new Statements.Assign(line, target, value);
    }
    Expression filtered = filters();
    endTag();
    return new Statements.AssignBlock(line, target, filtered, body("endset"));
  }

  private Statement filterTag(int line) {
    Expression body = new Expressions.Name(Statements.BODY);
    Expression first = expressions.postfix().filter(body);
    Expression filtered = expressions.postfix().filtersAndTests(first);
    endTag();
    return new Statements.FilterBlock(line, filtered, body("endfilter"));
  }

  private Expression filters() {
    return expressions.postfix().filtersAndTests(new Expressions.Name(Statements.BODY));
  }

  private Statement withTag(int line) {
    List<Target> targets = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.is(Token.Type.BLOCK_END)) {
      targets.add(single(false));
      tokens.expectOperator("=");
      values.add(expressions.expression());
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    endTag();
    return new Statements.With(line, targets, values, body("endwith"));
  }

  private Statement macroTag() {
    String name = newName("the name of a macro");
    return new Macro.Definition(macro(name, "endmacro"));
  }

  private Statement callTag(int line) {
    List<String> parameters = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    if (tokens.isOperator("(")) {
      signature(parameters, defaults);
    }
    if (!(expressions.expression() instanceof Expressions.Call call)) {
      throw tokens.unexpected("a call");
    }
    Macro body = macroBody(Macro.ANONYMOUS, parameters, defaults, "endcall");
    return new Macro.CallBlock(line, call, body);
  }

  private Macro macro(String name, String end) {
    List<String> parameters = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    signature(parameters, defaults);
    return macroBody(name, parameters, defaults, end);
  }

  private Macro macroBody(
      String name, List<String> parameters, List<Expression> defaults, String end) {
    endTag();
    Set<String> names = new HashSet<>();
    Set<String> outer = expressions.swapNames(names);
    int outerLoops = loops;
    loops = 0;
    Block body = body(end);
    loops = outerLoops;
    expressions.swapNames(outer);
    outer.addAll(names); // what a macro within reads, the one around it reads too
    return new Macro(name, parameters, defaults, names, body);
  }

  private void signature(List<String> parameters, List<Expression> defaults) {
    tokens.expectOperator("(");
    while (!tokens.isOperator(")")) {
      String parameter = newName("a parameter");
      if (parameters.contains(parameter)) {
        throw tokens.unexpected("each parameter once, not '" + parameter + "' twice,");
      }
      parameters.add(parameter);
      if (tokens.skipOperator("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.unexpected("a default, as the parameter before has one,");
      }
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(")");
  }

  private Block body(String end) {
    boolean lenient = expressions.postfix().swapLenient(false);
    Block body = block(Set.of(end));
    expressions.postfix().swapLenient(lenient);
    tokens.expectName(end);
    endTag();
    return body;
  }

  private void endTag() {
    tokens.expect(Token.Type.BLOCK_END, "the end of a tag");
  }

  /** A name that may be assigned to. */
  private String newName(String description) {
    Token name = tokens.expect(Token.Type.NAME, description);
    if (CONSTANTS.contains(name.text())) {
      throw TemplateException.at(name.line(), "can't assign to '" + name.text() + "'");
    }
    return name.text();
  }

  private Target target(boolean allowsNamespace) {
    List<Target> targets = new ArrayList<>();
    targets.add(part(allowsNamespace));
    boolean several = tokens.isOperator(",");
    while (tokens.skipOperator(",")) {
      if (tokens.isOperator("=")) {
        throw tokens.unexpected("a name"); // only the names of a loop may end in a comma
      }
      if (!tokens.is(Token.Type.NAME) && !tokens.isOperator("(")) {
        break;
      }
      targets.add(part(allowsNamespace));
    }
    return several ? new Target.Several(targets) : targets.get(0);
  }

  /** A name, or a target in brackets. */
  private Target part(boolean allowsNamespace) {
    if (!tokens.skipOperator("(")) {
      return single(allowsNamespace);
    }
    tokens.enter();
    Target inner = target(allowsNamespace);
    tokens.leave();
    tokens.expectOperator(")");
    return inner;
  }

  private Target single(boolean allowsNamespace) {
    String name = newName("a name");
    boolean attribute = allowsNamespace && tokens.skipOperator(".");
    return attribute
        ? new Target.NamespaceAttribute(name, tokens.expect(Token.Type.NAME, "a name").text())
        : new Target.Name(name);
  }
}
