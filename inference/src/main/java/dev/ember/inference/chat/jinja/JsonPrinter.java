package dev.ember.inference.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Python's {@code json.dumps}, as Hugging Face's {@code tojson} calls it: without HTML escapes. */
final class JsonPrinter {
  private static final int PRINT = 4; // work of a value without its text, in elements

  private static final String ESCAPED = "\"\\\n\r\t\b\f";
  private static final String ESCAPES = "\"\\nrtbf";

  private final Rendering rendering;
  private final Output out;
  private final @Nullable String indent; // of one level; null for all in one line
  private final boolean ascii;
  private final boolean sorted;
  private final String itemSeparator;
  private final String keySeparator;

  private JsonPrinter(Rendering rendering, Arguments options) {
    this.rendering = rendering;
    out = new Output(rendering);
    ascii = options.flag(0, "ensure_ascii");
    Object width = options.get(1, "indent", None.NONE);
    indent = width instanceof None ? null : indent(rendering, width);
    Object separators = options.get(2, "separators", None.NONE);
    sorted = options.flag(3, "sort_keys");
    List<Object> pair =
        separators instanceof None
            ? List.of(indent == null ? ", " : ",", ": ")
            : Values.elements(separators);
    if (pair.size() != 2) {
      throw TemplateException.of("expected 2 separators but found " + pair.size());
    }
    itemSeparator = Arguments.of(pair.get(0)).text(0, "separators");
    keySeparator = Arguments.of(pair.get(1)).text(0, "separators");
  }

  private static String indent(Rendering rendering, Object width) {
    if (Markup.plain(width) instanceof String own) {
      return own;
    }
    Object spaces = Numbers.binary(rendering, "*", " ", Numbers.whole(width));
    return Printer.text(rendering, spaces);
  }

  static String print(Rendering rendering, Object value, Arguments options) {
    JsonPrinter printer = new JsonPrinter(rendering, options);
    printer.print(value, 0);
    return printer.out.toString();
  }

  private void print(Object value, int level) {
    rendering.elements(PRINT);
    if (Markup.plain(value) instanceof String text) {
      quote(text);
    } else if (value instanceof None) {
      out.append("null");
    } else if (value instanceof Boolean || value instanceof BigInteger) {
      rendering.work(Numbers.work(value));
      out.append(value.toString());
    } else if (value instanceof Double number) {
      rendering.work(Numbers.DECIMAL_WORK);
      out.append(number(number));
    } else if (value instanceof Sequence sequence && isListed(sequence)) {
      printList(sequence.elements(), level);
    } else if (value instanceof Map<?, ?> map) {
      printMap(map, level);
    } else {
      throw TemplateException.of(
          "Object of type " + Values.typeName(value) + " is not JSON serializable");
    }
  }

  private static boolean isListed(Sequence sequence) {
    return sequence.kind() == Sequence.Kind.LIST || sequence.kind() == Sequence.Kind.TUPLE;
  }

  private static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
    return Numbers.print(number);
  }

  private void printList(List<Object> elements, int level) {
    if (elements.isEmpty()) {
      out.append("[]");
      return;
    }
    rendering.enter();
    out.append("[");
    for (int i = 0; i < elements.size(); i++) {
      startItem(i, level + 1);
      print(elements.get(i), level + 1);
    }
    newLine(level);
    out.append("]");
    rendering.leave();
  }

  private void printMap(Map<?, ?> map, int level) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    rendering.enter();
    out.append("{");
    int item = 0;
    for (Map.Entry<?, ?> entry : entries(map)) {
      startItem(item++, level + 1);
      quote(keyText(entry.getKey()));
      out.append(keySeparator);
      print(entry.getValue(), level + 1);
    }
    newLine(level);
    out.append("}");
    rendering.leave();
  }

  private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
    if (!sorted) {
      return new ArrayList<>(map.entrySet());
    }
    TreeMap<String, Map.Entry<?, ?>> byKey =
        new TreeMap<>((a, b) -> Comparison.order(rendering, a, b));
    map.entrySet().forEach(entry -> byKey.put(keyText(entry.getKey()), entry));
    return new ArrayList<>(byKey.values());
  }

  private String keyText(Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof None) {
      return "null";
    }
    return key instanceof Boolean ? key.toString() : Printer.quoted(rendering, key);
  }

  private void startItem(int item, int level) {
    out.append(item == 0 ? "" : itemSeparator);
    newLine(level);
  }

  private void newLine(int level) {
    if (indent == null) {
      return;
    }
    out.append("\n");
    for (int i = 0; i < level; i++) {
      out.append(indent);
    }
  }

  private void quote(String text) {
    rendering.work(Rendering.CHARACTER * (long) text.length());
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int escaped = ESCAPED.indexOf(c);
      if (escaped >= 0) {
        quoted.append('\\').append(ESCAPES.charAt(escaped));
      } else if (c < ' ' || (ascii && c > '~')) {
        quoted.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          quoted.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
      } else {
        quoted.append(c);
      }
    }
    out.append(quoted.append('"').toString());
  }
}
