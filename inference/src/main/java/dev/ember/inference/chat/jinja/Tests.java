package dev.ember.inference.chat.jinja;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** {@code value is name}: the tests by name. */
final class Tests {
  private interface Test {
    boolean passes(Rendering rendering, Object value, Arguments arguments);
  }

  private static final Map<String, Test> TESTS = new HashMap<>();

  static {
    defineTypes();
    defineComparisons();
  }

  private Tests() {}

  static boolean isKnown(String name) {
    return TESTS.containsKey(name);
  }

  static boolean test(Rendering rendering, String name, Object value, Arguments arguments) {
    Test test = TESTS.get(name);
    if (test == null) {
      throw TemplateException.of("no test named '" + name + "'");
    }
    boolean letters = name.equals("upper") || name.equals("lower");
    rendering.elements(1 + (letters ? Values.size(value) : 0L));
    Signatures.checkTest(name, arguments);
    return test.passes(rendering, value, arguments);
  }

  private static void defineTypes() {
    TESTS.put("defined", (r, value, a) -> !(value instanceof Undefined));
    TESTS.put("undefined", (r, value, a) -> value instanceof Undefined);
    TESTS.put("none", (r, value, a) -> value instanceof None);
    TESTS.put("boolean", (r, value, a) -> value instanceof Boolean);
    TESTS.put("true", (r, value, a) -> Boolean.TRUE.equals(value));
    TESTS.put("false", (r, value, a) -> Boolean.FALSE.equals(value));
    TESTS.put("integer", (r, value, a) -> value instanceof BigInteger);
    TESTS.put("float", (r, value, a) -> value instanceof Double);
    TESTS.put("number", (r, value, a) -> Numbers.isNumber(value));
    TESTS.put("string", (r, value, a) -> value instanceof String || value instanceof Markup);
    TESTS.put("mapping", (r, value, a) -> value instanceof Map);
    TESTS.put("iterable", (r, value, a) -> Values.isIterable(value));
    TESTS.put("sequence", (r, value, a) -> isSequence(value));
    TESTS.put("callable", (r, value, a) -> value instanceof Callable || value instanceof Undefined);
    TESTS.put("upper", (r, value, a) -> Letters.test(Printer.text(r, value), "isupper"));
    TESTS.put("lower", (r, value, a) -> Letters.test(Printer.text(r, value), "islower"));
    TESTS.put(
        "even",
        (r, value, a) -> Comparison.areEqual(r, remainderOfTwo(r, value), Numbers.integer(0)));
    TESTS.put(
        "odd",
        (r, value, a) -> Comparison.areEqual(r, remainderOfTwo(r, value), Numbers.integer(1)));
    TESTS.put("escaped", (r, value, a) -> value instanceof Markup);
    TESTS.put("filter", (r, value, a) -> Filters.isKnown(nameIn(value)));
    TESTS.put("test", (r, value, a) -> isKnown(nameIn(value)));
    TESTS.put("divisibleby", (r, value, a) -> isDivisible(r, value, a.get(0, "num")));
    TESTS.put("sameas", (r, value, a) -> isSame(value, a.get(0, "other")));
  }

  private static void defineComparisons() {
    define("==", "eq", "equalto", "==");
    define("!=", "ne", "!=");
    define("<", "lt", "lessthan", "<");
    define("<=", "le", "<=");
    define(">", "gt", "greaterthan", ">");
    define(">=", "ge", ">=");
    define("in", "in");
  }

  private static void define(String operator, String... names) {
    for (String name : names) {
      TESTS.put(
          name,
          (r, value, a) ->
              Comparison.test(
                  r, operator, value, a.get(0, operator.equals("in") ? "seq" : "other")));
    }
  }

  /** A name to look up; what cannot be a key of a dict cannot be looked up. */
  private static String nameIn(Object value) {
    if (!(value instanceof Undefined)) {
      Values.put(new HashMap<>(), value, true);
    }
    return Markup.plain(value) instanceof String name ? name : "";
  }

  private static boolean isSequence(Object value) {
    return value instanceof String
        || value instanceof Markup
        || value instanceof Map
        || value instanceof Undefined
        || (value instanceof Sequence sequence && sequence.isIndexable());
  }

  private static Object remainderOfTwo(Rendering rendering, Object value) {
    return Numbers.binary(rendering, "%", value, Numbers.integer(2));
  }

  private static boolean isDivisible(Rendering rendering, Object value, Object by) {
    Object remainder = Numbers.binary(rendering, "%", value, by);
    return Comparison.areEqual(rendering, remainder, Numbers.integer(0));
  }

  /** Python's identity: of values that exist once it is equality. */
  private static boolean isSame(Object value, Object other) {
    boolean single =
        value instanceof Boolean || value instanceof String || value instanceof BigInteger;
    return value == other || (single && value.equals(other));
  }
}
