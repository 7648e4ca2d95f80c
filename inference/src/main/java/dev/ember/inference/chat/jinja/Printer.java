package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Map;

/** Python's {@code str} and {@code repr}. */
final class Printer {
  private static final int PRINT = 4; // work of a value without its text, in elements

  private static final String ESCAPED = "\\\n\r\t";
  private static final String ESCAPES = "\\nrt";

  private final Rendering rendering;
  private final Output out;

  private Printer(Rendering rendering) {
    this.rendering = rendering;
    out = new Output(rendering);
  }

  /** What {@code {{ value }}} prints. */
  static String text(Rendering rendering, Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    return value instanceof Undefined ? "" : quoted(rendering, value);
  }

  /** Python's {@code repr}: a text in quotes. */
  static String quoted(Rendering rendering, Object value) {
    Printer printer = new Printer(rendering);
    printer.print(value);
    return printer.out.toString();
  }

  private void print(Object value) {
    rendering.elements(PRINT);
    if (value instanceof String text) {
      printQuoted(text);
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "True" : "False");
    } else if (value instanceof None) {
      out.append("None");
    } else if (value instanceof Double number) {
      rendering.work(Numbers.DECIMAL_WORK);
      out.append(Numbers.print(number));
    } else if (value instanceof Undefined) {
      out.append("Undefined");
    } else if (value instanceof Sequence sequence) {
      print(sequence);
    } else if (value instanceof Map<?, ?> map) {
      print(map);
    } else if (value instanceof Markup markup) {
      out.append("Markup(");
      printQuoted(markup.text());
      out.append(")");
    } else if (value instanceof Namespace namespace) {
      out.append("<Namespace ");
      print(namespace.attributes());
      out.append(">");
    } else if (value instanceof LoopState loop) {
      out.append("<LoopContext " + text(rendering, loop.get("index")) + "/");
      out.append(text(rendering, loop.get("length")) + ">");
    } else if (value instanceof Macro.Value macro) {
      String name = macro.macro().name();
      out.append(name.equals(Macro.ANONYMOUS) ? "<Macro anonymous>" : "<Macro '" + name + "'>");
    } else if (value instanceof Number) {
      rendering.work(Numbers.work(value));
      out.append(value.toString());
    } else {
      out.append("<" + Values.typeName(value) + ">");
    }
  }

  private void print(Sequence sequence) {
    switch (sequence.kind()) {
      case LIST -> printAll("[", sequence.elements(), "]");
      case TUPLE -> printAll("(", sequence.elements(), sequence.size() == 1 ? ",)" : ")");
      case RANGE -> out.append(sequence.label());
      case VIEW -> printAll(sequence.label() + "([", sequence.elements(), "])");
      case GENERATOR -> out.append("<generator object>");
    }
  }

  private void printAll(String open, List<Object> elements, String close) {
    rendering.enter();
    out.append(open);
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      print(element);
      separator = ", ";
    }
    out.append(close);
    rendering.leave();
  }

  private void print(Map<?, ?> map) {
    rendering.enter();
    out.append("{");
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      print(entry.getKey());
      out.append(": ");
      print(entry.getValue());
      separator = ", ";
    }
    out.append("}");
    rendering.leave();
  }

  private void printQuoted(String text) {
    String quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? "\"" : "'";
    rendering.work(Rendering.CHARACTER * (long) text.length());
    StringBuilder quoted = new StringBuilder(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      appendEscaped(quoted, c, quote.charAt(0));
    }
    out.append(quoted.append(quote).toString());
  }

  private static void appendEscaped(StringBuilder quoted, int c, char quote) {
    int escaped = ESCAPED.indexOf(c);
    if (escaped >= 0) {
      quoted.append('\\').append(ESCAPES.charAt(escaped));
    } else if (c == quote) {
      quoted.append('\\').append(quote);
    } else if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else {
      appendHex(quoted, c);
    }
  }

  private static void appendHex(StringBuilder quoted, int c) {
    int digits = c <= 0xFF ? 2 : c <= 0xFFFF ? 4 : 8;
    quoted.append(c <= 0xFF ? "\\x" : c <= 0xFFFF ? "\\u" : "\\U");
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      quoted.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }

  /** {@code str.isprintable}: not a control, format, surrogate, private, unassigned or space. */
  static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
