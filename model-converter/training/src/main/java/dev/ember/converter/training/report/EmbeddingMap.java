package dev.ember.converter.training.report;

import dev.ember.inference.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What an embedding table has learned of meaning: which words lie near each other, and whether one
 * relation leads from several words to their partners (Mikolov et al. 2013).
 *
 * <p>Only words that are one token with a space before them can be asked for, and only whole words
 * are answers.
 */
final class EmbeddingMap {

  /** Words that a small world knows. */
  static final List<String> WORDS =
      List.of(
          "dog", "cat", "mother", "boy", "red", "happy", "sun", "rain", "water", "bread", "big",
          "run", "Monday", "two", "day", "house", "I", "the");

  /** a is to b as c is to the answer. */
  static final List<List<String>> ANALOGIES =
      List.of(
          List.of("boy", "girl", "man", "woman"),
          List.of("day", "night", "sun", "moon"),
          List.of("big", "small", "long", "short"),
          List.of("hot", "cold", "good", "bad"),
          List.of("mother", "father", "girl", "boy"),
          List.of("dog", "dogs", "cat", "cats"),
          List.of("run", "ran", "go", "went"),
          List.of("one", "two", "three", "four"));

  /** Of two letters or more; one letter is mostly the begin of a word. */
  private static final Pattern WORD = Pattern.compile(" (?:\\p{L}{2,}|I|a)");

  private final float[] table; // [V * E]
  private final int width; // E
  private final Tokenizer tokenizer;
  private final Map<String, Integer> words = new LinkedHashMap<>();

  /** A word and how near it lies, as the cosine of the angle. */
  record Neighbour(String word, double cosine) {}

  /**
   * What the table says where {@code expected} is meant.
   *
   * @param question as {@code "boy : girl = man : ?"}
   */
  record Analogy(String question, String expected, List<Neighbour> answers) {}

  /**
   * @param table the embedding, {@code [V * E]}
   */
  EmbeddingMap(float[] table, int width, Tokenizer tokenizer) {
    this.table = table;
    this.width = width;
    this.tokenizer = tokenizer;
    for (int id = 0; id < table.length / width; id++) {
      String text = id < tokenizer.vocabularySize() ? textOf(id) : "";
      if (WORD.matcher(text).matches() && hasDirection(id)) {
        words.putIfAbsent(text.substring(1), id);
      }
    }
  }

  private String textOf(int id) {
    return tokenizer.isSpecial(id) ? "" : new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
  }

  /** A row of zeros, as a token that never came may have, is near nothing. */
  private boolean hasDirection(int id) {
    return IntStream.range(id * width, (id + 1) * width).anyMatch(i -> table[i] != 0);
  }

  boolean knows(String word) {
    return words.containsKey(word);
  }

  /** The nearest words, the nearest first. */
  List<Neighbour> neighbours(String word, int count) {
    return nearest(row(word), List.of(word), count);
  }

  /** The analogies all of whose words are tokens. */
  List<Analogy> analogies(int count) {
    List<Analogy> known = new ArrayList<>();
    for (List<String> words4 : ANALOGIES) {
      if (words4.stream().allMatch(this::knows)) {
        double[] a = row(words4.get(0));
        double[] b = row(words4.get(1));
        double[] c = row(words4.get(2));
        double[] goal = IntStream.range(0, width).mapToDouble(i -> b[i] - a[i] + c[i]).toArray();
        String question = words4.get(0) + " : " + words4.get(1) + " = " + words4.get(2) + " : ?";
        known.add(new Analogy(question, words4.get(3), nearest(goal, words4.subList(0, 3), count)));
      }
    }
    return known;
  }

  private List<Neighbour> nearest(double[] goal, List<String> without, int count) {
    return words.keySet().stream()
        .filter(word -> !without.contains(word))
        .map(word -> new Neighbour(word, cosine(goal, row(word))))
        .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed())
        .limit(count)
        .toList();
  }

  /** A word's row, of length 1. */
  private double[] row(String word) {
    Integer id = words.get(word);
    if (id == null) {
      throw new IllegalArgumentException("expected a word of one token but found " + word);
    }
    double[] row = new double[width];
    double squares = 0;
    for (int i = 0; i < width; i++) {
      row[i] = table[id * width + i];
      squares += row[i] * row[i];
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < width; i++) {
      row[i] /= length;
    }
    return row;
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }
}
