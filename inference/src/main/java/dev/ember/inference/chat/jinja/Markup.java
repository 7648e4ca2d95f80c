package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that the filters {@code escape} and {@code safe} made: as in Python, whatever is added to
 * it, on either side, is escaped.
 */
record Markup(String text) {

  /** The text of a value that is one, marked or not; anything else as it is. */
  static Object plain(Object value) {
    return value instanceof Markup markup ? markup.text : value;
  }

  /** A text as markup: what is marked stays, other text is escaped. */
  static String escaped(Rendering rendering, Object value) {
    return value instanceof Markup markup
        ? markup.text
        : escape(rendering, Printer.text(rendering, value));
  }

  static String escape(Rendering rendering, String text) {
    rendering.work(Rendering.ELEMENT * (long) text.length());
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> String.valueOf(c);
          });
    }
    rendering.allow(escaped.length());
    return escaped.toString();
  }

  /** Marks texts, and texts within a list or tuple. */
  static Object mark(Object value) {
    if (value instanceof String text) {
      return new Markup(text);
    }
    if (value instanceof Sequence sequence) {
      List<Object> marked = new ArrayList<>();
      sequence.elements().forEach(element -> marked.add(mark(element)));
      return new Sequence(sequence.kind(), marked, sequence.label());
    }
    return value;
  }

  /** A method of the text, whose texts are marked again and whose arguments are escaped. */
  Callable method(String name, Callable ofText) {
    boolean escapes = name.equals("join") || name.equals("replace") || name.equals("format");
    return (rendering, arguments) ->
        mark(ofText.call(rendering, escapes ? escaped(rendering, arguments) : arguments.plain()));
  }

  private static Arguments escaped(Rendering rendering, Arguments arguments) {
    return arguments.mapped(
        value -> {
          if (value instanceof Sequence sequence) {
            List<Object> parts = new ArrayList<>();
            sequence.elements().forEach(part -> parts.add(escaped(rendering, part)));
            return Sequence.list(parts);
          }
          boolean text = value instanceof String || value instanceof Markup;
          return text ? escaped(rendering, value) : value;
        });
  }
}
