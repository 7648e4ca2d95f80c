package dev.ember.inference.chat.jinja;

/** {@code str.format} with plain fields: {@code {}}, {@code {0}}, {@code {name}}. */
final class BraceFormat {
  private BraceFormat() {}

  static Object format(Rendering rendering, String format, Arguments arguments) {
    Output text = new Output(rendering);
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean doubled = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        text.append(String.valueOf(c));
        i++;
      } else if (c == '{') {
        int end = format.indexOf('}', i);
        String field = end < 0 ? "{" : format.substring(i + 1, end);
        Object value = value(field, arguments, next);
        next += field.isEmpty() ? 1 : 0;
        text.append(Printer.text(rendering, value));
        i = end;
      } else {
        text.append(String.valueOf(c));
      }
    }
    return text.toString();
  }

  private static Object value(String field, Arguments arguments, int next) {
    Object missing = new Undefined("no value for the field {" + field + "}");
    Object value;
    if (field.isEmpty()) {
      value = arguments.get(next, "", missing);
    } else if (Character.isDigit(field.charAt(0)) && field.length() == 1) {
      value = arguments.get(field.charAt(0) - '0', "", missing);
    } else {
      value = arguments.keywords().getOrDefault(field, missing);
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    return value;
  }
}
