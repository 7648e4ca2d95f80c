package dev.ember.converter.training.report;

import java.util.Base64;
import java.util.List;

/** One page that needs nothing beside it: its pictures and its style lie within. */
final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 1120px;
             margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
      p { max-width: 46rem; } code { background: #f4f4f4; padding: 0 .2em; }
      figure { display: inline-block; margin: .5rem 1rem .5rem 0; vertical-align: top; }
      figure img { max-width: 100%; height: auto; }
      table { border-collapse: collapse; margin: .5rem 0; }
      td, th { border-bottom: 1px solid #ddd; padding: .25rem .8rem .25rem 0; text-align: left;
               vertical-align: top; }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      pre { background: #f7f7f7; padding: .6rem; white-space: pre-wrap; }
      """;

  private final String title;
  private final StringBuilder body = new StringBuilder();

  HtmlPage(String title) {
    this.title = title;
  }

  HtmlPage heading(String text) {
    body.append("<h2>").append(escaped(text)).append("</h2>\n");
    return this;
  }

  HtmlPage paragraph(String text) {
    body.append("<p>").append(escaped(text)).append("</p>\n");
    return this;
  }

  /** A picture with what it shows in words. */
  HtmlPage picture(String description, byte[] png) {
    body.append("<figure><img alt=\"")
        .append(escaped(description))
        .append("\" width=\"")
        .append(shownWidth(png))
        .append("\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png))
        .append("\"></figure>\n");
    return this;
  }

  /** A table; cells that are numbers stand to the right. */
  HtmlPage table(List<String> heads, List<List<String>> rows) {
    body.append("<table><tr>");
    heads.forEach(head -> body.append("<th>").append(escaped(head)).append("</th>"));
    body.append("</tr>\n");
    for (List<String> row : rows) {
      body.append("<tr>");
      for (String cell : row) {
        boolean number = cell.matches("-?[\\d.,]+( ?%)?");
        body.append(number ? "<td class=\"number\">" : "<td>").append(escaped(cell));
        body.append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</table>\n");
    return this;
  }

  String html() {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style></head>\n<body><h1>"
        + escaped(title)
        + "</h1>\n"
        + body
        + "</body></html>\n";
  }

  /** Half of its pixels: pictures are drawn for dense screens. The width stands in the header. */
  private static int shownWidth(byte[] png) {
    int width = 0;
    for (int i = 16; i < 20; i++) { // IHDR begins with the width, big-endian
      width = width << 8 | (png[i] & 0xFF);
    }
    return width / 2;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
