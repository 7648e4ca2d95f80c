package dev.ember.inference.chat.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Filters for pages more than for chats, which a template may use all the same. */
final class LayoutFilters {
  private static final int CENTER_WIDTH = 80;
  private static final int TRUNCATE_LENGTH = 255;
  private static final int TRUNCATE_LEEWAY = 5;
  private static final Pattern BAD_ATTRIBUTE = Pattern.compile("[\\s/>=]");
  private static final String UNRESERVED = "_.-~/";

  private LayoutFilters() {}

  static void define(Map<String, Filter> filters) {
    filters.put("attr", (r, value, a) -> Attributes.ownAttribute(value, a.text(0, "name")));
    filters.put("center", LayoutFilters::center);
    filters.put("filesizeformat", LayoutFilters::fileSize);
    filters.put("forceescape", (r, value, a) -> forceEscape(r, value));
    filters.put("pprint", (r, value, a) -> Printer.quoted(r, value));
    filters.put("slice", LayoutFilters::slice);
    filters.put("striptags", (r, value, a) -> stripTags(r, value));
    filters.put("truncate", LayoutFilters::truncate);
    filters.put("urlencode", (r, value, a) -> urlEncode(r, value));
    filters.put("xmlattr", LayoutFilters::attributes);
  }

  private static Object center(Rendering rendering, Object value, Arguments arguments) {
    Object width = arguments.get(0, "width", Numbers.integer(CENTER_WIDTH));
    Object centered =
        Padding.apply(rendering, Printer.text(rendering, value), "center", Arguments.of(width));
    return value instanceof Markup ? Markup.mark(centered) : centered;
  }

  private static Object forceEscape(Rendering rendering, Object value) {
    return new Markup(Markup.escape(rendering, Printer.text(rendering, value)));
  }

  private static String fileSize(Rendering rendering, Object value, Arguments arguments) {
    boolean binary = arguments.flag(0, "binary");
    Object number = TextFilters.toFloat(value, null);
    double bytes = (Double) number;
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return (long) bytes + " Bytes";
    }
    int power = 1;
    while (power < 8 && bytes >= Math.pow(base, power + 1)) {
      power++;
    }
    double scaled = bytes / Math.pow(base, power);
    return FormatSpec.parse(".1f").apply(rendering, scaled)
        + " "
        + "kMGTPEZY".substring(power - 1, power).replace(binary ? "k" : "", binary ? "K" : "")
        + (binary ? "iB" : "B");
  }

  private static Object slice(Rendering rendering, Object value, Arguments arguments) {
    int slices = arguments.integer(0, "slices", 1);
    if (slices <= 0) {
      throw TemplateException.of("expected at least one slice but found " + slices);
    }
    Object filler = arguments.get(1, "fill_with", None.NONE);
    List<Object> elements = Values.elements(value);
    rendering.elements(elements.size() + 4L * slices);
    int each = elements.size() / slices;
    int longer = elements.size() % slices;
    List<Object> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < slices; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<Object> one = new ArrayList<>(elements.subList(from, to));
      if (!(filler instanceof None) && i >= longer) {
        one.add(filler);
      }
      all.add(Sequence.list(one));
      from = to;
    }
    return Sequence.generator(all);
  }

  private static String stripTags(Rendering rendering, Object value) {
    String bare = withoutTags(withoutComments(rendering, Printer.text(rendering, value)));
    StringBuilder words = new StringBuilder();
    for (Object word : StringMethods.words(rendering, bare)) {
      words.append(words.length() == 0 ? "" : " ").append(word);
    }
    return words
        .toString()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** Taking a comment away can make another of what stood around it. */
  private static String withoutComments(Rendering rendering, String text) {
    StringBuilder rest = new StringBuilder(text);
    int start = rest.indexOf("<!--");
    int end = start < 0 ? -1 : rest.indexOf("-->", start);
    while (end >= 0) {
      rendering.work(rest.length() - start); // what moves up
      rest.delete(start, end + 3);
      start = rest.indexOf("<!--", Math.max(0, start - 3));
      end = start < 0 ? -1 : rest.indexOf("-->", start);
    }
    return rest.toString();
  }

  private static String withoutTags(String text) {
    StringBuilder bare = new StringBuilder();
    int from = 0;
    int start = text.indexOf('<');
    int end = start < 0 ? -1 : text.indexOf('>', start);
    while (end >= 0) {
      bare.append(text, from, start);
      from = end + 1;
      start = text.indexOf('<', from);
      end = start < 0 ? -1 : text.indexOf('>', start);
    }
    return bare.append(text, from, text.length()).toString();
  }

  private static Object truncate(Rendering rendering, Object value, Arguments arguments) {
    int length = arguments.integer(0, "length", TRUNCATE_LENGTH);
    String end = Printer.text(rendering, arguments.get(2, "end", "..."));
    Object leeway = arguments.get(3, "leeway", None.NONE);
    int slack = leeway instanceof None ? TRUNCATE_LEEWAY : Numbers.toInt(leeway);
    int room = length - PythonText.length(end);
    if (room < 0 || slack < 0) {
      throw TemplateException.of(
          "expected length >= " + PythonText.length(end) + " and leeway >= 0");
    }
    Object plain = Markup.plain(value);
    int size = plain instanceof String whole ? PythonText.length(whole) : Values.size(value);
    boolean sized = plain instanceof String || Values.isIterable(value);
    if (sized && size <= (long) length + slack) {
      return value; // of any kind that has a length
    }
    String text = Arguments.of(value).text(0, "s");
    String cut = text.substring(0, text.offsetByCodePoints(0, room));
    int space = arguments.flag(1, "killwords") ? -1 : cut.lastIndexOf(' ');
    return (space < 0 ? cut : cut.substring(0, space)) + end;
  }

  private static String urlEncode(Rendering rendering, Object value) {
    boolean pairs = value instanceof Map || (value instanceof Sequence);
    if (!pairs) {
      return quote(rendering, Printer.text(rendering, value), UNRESERVED);
    }
    List<Object> items =
        value instanceof Map<?, ?> map ? DictMethods.items(map) : Values.elements(value);
    StringBuilder query = new StringBuilder();
    for (Object item : items) {
      List<Object> pair = Values.elements(item);
      if (pair.size() != 2) {
        throw TemplateException.of("expected pairs of a name and a value");
      }
      query.append(query.length() == 0 ? "" : "&");
      query.append(quote(rendering, Printer.text(rendering, pair.get(0)), "_.-~+")).append('=');
      query.append(quote(rendering, Printer.text(rendering, pair.get(1)), "_.-~+"));
    }
    return query.toString();
  }

  private static String quote(Rendering rendering, String text, String safe) {
    boolean query = safe.endsWith("+");
    rendering.work(Rendering.ELEMENT * (long) text.length());
    Output quoted = new Output(rendering);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || (safe.indexOf(c) >= 0 && c != '+'));
      if (plain) {
        quoted.append(String.valueOf(c));
      } else if (query && c == ' ') {
        quoted.append("+");
      } else {
        quoted.append("%").append(FormatSpec.parse("02X").apply(rendering, Numbers.integer(c)));
      }
    }
    return quoted.toString();
  }

  private static Object attributes(Rendering rendering, Object value, Arguments arguments) {
    if (!(value instanceof Map<?, ?> map)) {
      throw TemplateException.of("xmlattr expects a mapping");
    }
    StringBuilder all = new StringBuilder();
    map.forEach(
        (key, one) -> {
          if (one instanceof None || one instanceof Undefined) {
            return;
          }
          String name = Printer.text(rendering, key);
          if (BAD_ATTRIBUTE.matcher(name).find()) {
            throw TemplateException.of("invalid character in attribute name: '" + name + "'");
          }
          all.append(all.length() == 0 ? "" : " ");
          all.append(Markup.escaped(rendering, key)).append("=\"");
          all.append(Markup.escaped(rendering, one)).append('"');
        });
    boolean space = Values.isTrue(arguments.get(0, "autospace", true)) && all.length() > 0;
    return (space ? " " : "") + all;
  }
}
