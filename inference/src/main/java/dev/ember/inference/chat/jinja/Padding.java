package dev.ember.inference.chat.jinja;

/** {@code str.center}, {@code ljust}, {@code rjust} and {@code zfill}. */
final class Padding {
  private Padding() {}

  static Object apply(Rendering rendering, String text, String method, Arguments arguments) {
    int width = Numbers.toInt(arguments.get(0, "width"));
    String fill = method.equals("zfill") ? "0" : arguments.text(1, "fillchar", " ");
    if (PythonText.length(fill) != 1) {
      throw TemplateException.of("the fill character must be exactly one character long");
    }
    int missing = width - PythonText.length(text);
    if (missing <= 0) {
      return text;
    }
    rendering.allow(width);
    int left =
        switch (method) {
          case "ljust" -> 0;
          case "center" -> missing / 2 + (missing & width & 1);
          default -> missing;
        };
    boolean signed = method.equals("zfill") && (text.startsWith("-") || text.startsWith("+"));
    StringBuilder padded = new StringBuilder(signed ? text.substring(0, 1) : "");
    append(padded, fill, left);
    padded.append(signed ? text.substring(1) : text);
    append(padded, fill, missing - left);
    return padded.toString();
  }

  private static void append(StringBuilder text, String fill, int count) {
    for (int i = 0; i < count; i++) {
      text.append(fill);
    }
  }
}
