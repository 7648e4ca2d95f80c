package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Map;

/**
 * The old {@code '%s and %d' % values}: plain {@code %s}, {@code %d}, {@code %r} and {@code %%}.
 */
final class PercentFormat {
  private PercentFormat() {}

  static String format(Rendering rendering, String format, Object values) {
    List<Object> arguments =
        values instanceof Sequence s && s.kind() == Sequence.Kind.TUPLE
            ? s.elements()
            : List.of(values);
    Output text = new Output(rendering);
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(String.valueOf(c));
        continue;
      }
      char kind = ++i < format.length() ? format.charAt(i) : ' ';
      if (kind == '%') {
        text.append("%");
      } else if (next < arguments.size()) {
        text.append(one(rendering, kind, arguments.get(next++)));
      } else {
        throw TemplateException.of("not enough arguments for format string");
      }
    }
    boolean surplus = next < arguments.size() && !(values instanceof Map);
    if (surplus) {
      throw TemplateException.of("not all arguments converted during string formatting");
    }
    return text.toString();
  }

  private static String one(Rendering rendering, char kind, Object value) {
    return switch (kind) {
      case 's' -> Printer.text(rendering, value);
      case 'r' -> Printer.quoted(rendering, value);
      case 'd' -> Numbers.whole(value).toString();
      default -> throw TemplateException.of("unsupported format character '" + kind + "'");
    };
  }
}
