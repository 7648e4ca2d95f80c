package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Python's {@code ==}, {@code <}, {@code in} and {@code is}. */
final class Comparison {
  /** Work of putting two values in order, in characters copied. */
  private static final int ORDER = 16;

  private final Rendering rendering;

  private Comparison(Rendering rendering) {
    this.rendering = rendering;
  }

  static boolean test(Rendering rendering, String operator, Object left, Object right) {
    Comparison comparison = new Comparison(rendering);
    return switch (operator) {
      case "==" -> comparison.areEqual(left, right);
      case "!=" -> !comparison.areEqual(left, right);
      case "in" -> comparison.contains(right, left);
      case "not in" -> !comparison.contains(right, left);
      case "<" -> comparison.order(left, right) < 0;
      case "<=" -> comparison.order(left, right) <= 0;
      case ">" -> comparison.order(left, right) > 0;
      default -> comparison.order(left, right) >= 0;
    };
  }

  static boolean areEqual(Rendering rendering, Object left, Object right) {
    return new Comparison(rendering).areEqual(left, right);
  }

  /** Negative, zero or positive; texts, numbers and lists are in order among themselves. */
  static int order(Rendering rendering, Object left, Object right) {
    return new Comparison(rendering).order(left, right);
  }

  private boolean areEqual(Object one, Object other) {
    Object left = Markup.plain(one);
    Object right = Markup.plain(other);
    rendering.work(ORDER);
    if (left instanceof BigInteger a && right instanceof BigInteger b) {
      return a.equals(b);
    }
    if (left instanceof String a && right instanceof String b) {
      rendering.work(a.length() == b.length() ? a.length() : 0);
      return a.equals(b);
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      rendering.work(Numbers.DECIMAL_WORK);
      return equalNumbers(left, right);
    }
    if (left instanceof Sequence a && right instanceof Sequence b) {
      return a.kind() == b.kind() && equalElements(a.elements(), b.elements());
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return equalMaps(a, b);
    }
    if (left instanceof Undefined || right instanceof Undefined) {
      return left instanceof Undefined && right instanceof Undefined;
    }
    return left.equals(right);
  }

  private static boolean equalNumbers(Object left, Object right) {
    boolean notFinite =
        (left instanceof Double a && (a.isNaN() || a.isInfinite()))
            || (right instanceof Double b && (b.isNaN() || b.isInfinite()));
    return notFinite
        ? Numbers.toDouble(left) == Numbers.toDouble(right)
        : exact(left).compareTo(exact(right)) == 0;
  }

  private static BigDecimal exact(Object number) {
    return number instanceof Double value
        ? new BigDecimal(value)
        : new BigDecimal(Numbers.whole(number));
  }

  private boolean equalElements(List<Object> a, List<Object> b) {
    if (a.size() != b.size()) {
      return false;
    }
    rendering.enter();
    boolean equal = true;
    for (int i = 0; equal && i < a.size(); i++) {
      equal = areEqual(a.get(i), b.get(i));
    }
    rendering.leave();
    return equal;
  }

  private boolean equalMaps(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    rendering.enter();
    boolean equal = true;
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Object other = b.get(entry.getKey());
      equal = equal && other != null && areEqual(entry.getValue(), other);
    }
    rendering.leave();
    return equal;
  }

  private boolean contains(Object holder, Object part) {
    Object container = Markup.plain(holder);
    Object wanted = Markup.plain(part);
    if (container instanceof String text) {
      if (!(wanted instanceof String piece)) {
        throw TemplateException.of(
            "'in <string>' requires string as left operand, not " + Values.typeName(wanted));
      }
      return TextSearch.indexOf(rendering, text, piece, 0) >= 0;
    }
    if (container instanceof Map<?, ?> map) {
      rendering.elements(Values.keyWork(map, wanted));
      return Values.find(map, wanted) != null;
    }
    boolean keys = container instanceof Sequence view && view.label().equals("dict_keys");
    if (keys && !(wanted instanceof Undefined)) {
      Values.key(wanted); // a list can be no key
    }
    for (Object element : Values.elements(container)) {
      if (areEqual(element, wanted)) {
        return true;
      }
    }
    return false;
  }

  private int order(Object one, Object other) {
    Object left = Markup.plain(one);
    Object right = Markup.plain(other);
    rendering.work(ORDER);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return left instanceof Double || right instanceof Double
          ? Double.compare(Numbers.toDouble(left), Numbers.toDouble(right))
          : compareWhole(left, right);
    }
    if (left instanceof String a && right instanceof String b) {
      rendering.work(Math.min(a.length(), b.length()));
      return PythonText.compare(a, b);
    }
    if (left instanceof Sequence a && right instanceof Sequence b && a.kind() == b.kind()) {
      return orderElements(a.elements(), b.elements());
    }
    if (left instanceof Undefined || right instanceof Undefined) {
      throw (left instanceof Undefined a ? a : (Undefined) right).error();
    }
    throw TemplateException.of(
        "no order between '" + Values.typeName(left) + "' and '" + Values.typeName(right) + "'");
  }

  private static int compareWhole(Object left, Object right) {
    BigInteger a = Numbers.whole(left);
    return a.compareTo(Numbers.whole(right));
  }

  private int orderElements(List<Object> a, List<Object> b) {
    rendering.enter();
    int order = 0;
    for (int i = 0; order == 0 && i < Math.min(a.size(), b.size()); i++) {
      order = areEqual(a.get(i), b.get(i)) ? 0 : order(a.get(i), b.get(i));
    }
    rendering.leave();
    return order != 0 ? order : Integer.compare(a.size(), b.size());
  }
}
