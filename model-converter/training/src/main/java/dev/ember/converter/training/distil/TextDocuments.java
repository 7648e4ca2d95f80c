package dev.ember.converter.training.distil;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** The documents of a text, divided by empty lines; some are held out, by their content alone. */
record TextDocuments(List<String> training, List<String> heldOut) {
  private static final int HELD_OUT_ONE_IN = 20;
  private static final Pattern EMPTY_LINES = Pattern.compile("\\n\\s*\\n");

  TextDocuments {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Reads a file, also gzipped.
   *
   * @throws IOException if there is too little to learn from and to be judged by
   */
  static TextDocuments read(Path file) throws IOException {
    String text;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> training = new ArrayList<>();
    List<String> heldOut = new ArrayList<>();
    for (String document : EMPTY_LINES.split(text)) {
      if (!document.isBlank()) {
        (isHeldOut(document) ? heldOut : training).add(document.strip());
      }
    }
    if (heldOut.isEmpty() && training.size() > 1) {
      heldOut.add(training.remove(training.size() - 1));
    }
    if (heldOut.isEmpty()) {
      throw new IOException(
          file
              + ": expected two documents or more, divided by empty lines, but found "
              + training.size());
    }
    return new TextDocuments(training, heldOut);
  }

  private static boolean isHeldOut(String document) {
    CRC32 crc = new CRC32();
    crc.update(document.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % HELD_OUT_ONE_IN == 0;
  }
}
