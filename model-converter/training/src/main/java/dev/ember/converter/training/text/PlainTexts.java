package dev.ember.converter.training.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Cuts a stream of plain text into documents: at lines that hold nothing but {@code <|endoftext|>},
 * and, where there are none for long, at the next blank line, so that a book is many documents and
 * not one.
 */
final class PlainTexts {
  private static final String END = "<|endoftext|>";

  /** About four windows of a small model. */
  private static final int LONG_CHARACTERS = 8_000;

  private final Consumer<Document> reader;
  private final StringBuilder text = new StringBuilder();

  private PlainTexts(Consumer<Document> reader) {
    this.reader = reader;
  }

  static void read(BufferedReader lines, Consumer<Document> reader) throws IOException {
    PlainTexts texts = new PlainTexts(reader);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      texts.add(line);
    }
    texts.end();
  }

  private void add(String line) {
    if (line.equals(END) || (line.isBlank() && text.length() >= LONG_CHARACTERS)) {
      end();
    } else {
      text.append(line).append('\n');
    }
  }

  private void end() {
    String whole = text.toString().strip();
    text.setLength(0);
    if (!whole.isEmpty()) {
      reader.accept(new Document.Text(whole));
    }
  }
}
