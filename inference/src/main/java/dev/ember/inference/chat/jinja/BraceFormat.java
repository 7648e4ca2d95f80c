package dev.ember.inference.chat.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code str.format}: {@code {}}, {@code {0}}, {@code {name.key[0]!r:>8}}. */
final class BraceFormat {
  private static final Pattern FIELD =
      Pattern.compile(
          "([^.\\[!:]*)((?:\\.[^.\\[!:]+|\\[[^\\]]+\\])*)(?:!([rsa]))?(?::(.*))?", Pattern.DOTALL);
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  private final Rendering rendering;
  private final Arguments arguments;
  private int next;
  private boolean numbered;

  private BraceFormat(Rendering rendering, Arguments arguments) {
    this.rendering = rendering;
    this.arguments = arguments;
  }

  static Object format(Rendering rendering, String format, Arguments arguments) {
    return new BraceFormat(rendering, arguments).text(format);
  }

  private String text(String format) {
    Output text = new Output(rendering);
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if ((c == '{' || c == '}') && format.startsWith(String.valueOf(c), at + 1)) {
        text.append(String.valueOf(c));
        at += 2;
      } else if (c == '}') {
        throw TemplateException.of("Single '}' encountered in format string");
      } else if (c == '{') {
        int end = fieldEnd(format, at);
        text.append(field(format.substring(at + 1, end)));
        at = end + 1;
      } else {
        text.append(String.valueOf(c));
        at++;
      }
    }
    return text.toString();
  }

  /** The brace that closes the field; a format within it may have fields of its own. */
  private static int fieldEnd(String format, int start) {
    int depth = 0;
    for (int i = start; i < format.length(); i++) {
      depth += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw TemplateException.of("expected '}' before end of string");
  }

  private String field(String field) {
    Matcher parts = FIELD.matcher(field);
    if (!parts.matches()) {
      throw TemplateException.of("a malformed field {" + field + "}");
    }
    Object value = start(parts.group(1));
    Matcher step = STEP.matcher(parts.group(2));
    while (step.find()) {
      value = stepped(value, step.group(1), step.group(2));
    }
    if (parts.group(3) != null) {
      value =
          parts.group(3).equals("s")
              ? Printer.text(rendering, value)
              : Printer.quoted(rendering, value);
    }
    String spec = parts.group(4) == null ? "" : parts.group(4);
    rendering.enter();
    String plain = spec.indexOf('{') < 0 ? spec : text(spec);
    rendering.leave();
    return plain.isEmpty()
        ? Printer.text(rendering, value)
        : FormatSpec.parse(plain).apply(rendering, value);
  }

  private static Object stepped(Object value, String attribute, String key) {
    Object found;
    if (attribute != null) {
      found = Attributes.attribute(value, attribute);
    } else {
      boolean index = DIGITS.matcher(key).matches();
      found = Attributes.item(value, index ? Numbers.integer(Long.parseLong(key)) : key);
    }
    if (found instanceof Undefined undefined) {
      throw undefined.error();
    }
    return found;
  }

  private Object start(String name) {
    Object missing = new Undefined("no value for the field {" + name + "}");
    Object value;
    if (name.isEmpty()) {
      if (numbered) {
        throw TemplateException.of("cannot switch from manual to automatic field numbering");
      }
      value = arguments.get(next++, "", missing);
    } else if (DIGITS.matcher(name).matches()) {
      if (next > 0) {
        throw TemplateException.of("cannot switch from automatic to manual field numbering");
      }
      numbered = true;
      value = arguments.get(Integer.parseInt(name), "", missing);
    } else {
      value = arguments.keywords().getOrDefault(name, missing);
    }
    if (value == missing) {
      throw ((Undefined) missing).error();
    }
    return value;
  }
}
