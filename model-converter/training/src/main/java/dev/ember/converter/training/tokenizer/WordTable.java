package dev.ember.converter.training.tokenizer;

import dev.ember.inference.tokenizer.PreTokenization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The distinct pieces of a corpus with their counts: all that training looks at. */
final class WordTable {
  private WordTable() {}

  /**
   * Counts the pieces of all documents.
   *
   * @param byteIds [256] the id of each byte's token
   * @return in order of first appearance
   */
  static List<Word> count(
      Iterable<String> documents, PreTokenization preTokenization, int[] byteIds) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String document : documents) {
      for (String piece : preTokenization.split(document)) {
        counts.merge(piece, 1L, Long::sum);
      }
    }
    List<Word> words = new ArrayList<>(counts.size());
    counts.forEach((piece, count) -> words.add(new Word(symbols(piece, byteIds), count)));
    return words;
  }

  private static int[] symbols(String piece, int[] byteIds) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = byteIds[bytes[i] & 0xFF];
    }
    return symbols;
  }
}
