package dev.ember.app.markdown;

/**
 * A part of a Markdown text that can be drawn without the rest of it.
 *
 * @param source its characters, line ends included; the sources of all blocks are the text
 */
record MarkdownBlock(Kind kind, String source) {
  enum Kind {
    /** Paragraphs, headings, lists, quotes. */
    TEXT,
    /** Fenced code, the fences included. */
    CODE,
    /** A table from its second row on. */
    TABLE,
    /** A formula on lines of its own. */
    FORMULA
  }
}
