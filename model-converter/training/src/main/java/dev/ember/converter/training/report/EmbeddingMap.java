package dev.ember.converter.training.report;

import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an embedding table has learned of meaning: which words lie near each other, and whether one
 * relation leads from several words to their partners (Mikolov et al. 2013).
 *
 * <p>Only words that are one token with a space before them can be asked for, and only whole words
 * are answers. How near they are is said by the {@link EmbeddingSpace} that the app and the
 * terminal ask.
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

  private final EmbeddingSpace space;
  private final Map<String, Integer> tokens = new LinkedHashMap<>(); // by word
  private final Map<Integer, String> words = new HashMap<>(); // by token

  /** A word and how near it lies, as the cosine of the angle. */
  record Neighbour(String word, float cosine) {}

  /**
   * What the table says where {@code expected} is meant.
   *
   * @param question as {@code "boy : girl = man : ?"}
   */
  record Analogy(String question, String expected, List<Neighbour> answers) {}

  EmbeddingMap(EmbeddingSpace space, Tokenizer tokenizer) {
    this.space = space;
    int count = Math.min(space.vocabulary(), tokenizer.vocabularySize());
    for (int token = 0; token < count; token++) {
      String text = textOf(token, tokenizer);
      if (WORD.matcher(text).matches() && hasDirection(token)) {
        String word = text.substring(1);
        if (tokens.putIfAbsent(word, token) == null) {
          words.put(token, word);
        }
      }
    }
  }

  private static String textOf(int token, Tokenizer tokenizer) {
    return tokenizer.isSpecial(token)
        ? ""
        : new String(tokenizer.bytes(token), StandardCharsets.UTF_8);
  }

  /** A row of zeros, as a token that never came may have, is near nothing. */
  private boolean hasDirection(int token) {
    for (float value : space.direction(new int[] {token})) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  boolean knows(String word) {
    return tokens.containsKey(word);
  }

  /** The nearest words, the nearest first. */
  List<Neighbour> neighbours(String word, int count) {
    return nearest(direction(word), List.of(word), count);
  }

  /** The analogies all of whose words are tokens. */
  List<Analogy> analogies(int count) {
    List<Analogy> known = new ArrayList<>();
    for (List<String> four : ANALOGIES) {
      if (four.stream().allMatch(this::knows)) {
        List<String> three = four.subList(0, 3);
        float[] goal =
            space.combine(
                List.of(direction(three.get(1)), direction(three.get(2))),
                List.of(direction(three.get(0))));
        String question = three.get(0) + " : " + three.get(1) + " = " + three.get(2) + " : ?";
        known.add(new Analogy(question, four.get(3), nearest(goal, three, count)));
      }
    }
    return known;
  }

  private List<Neighbour> nearest(float[] goal, List<String> asked, int count) {
    Set<Integer> without = asked.stream().map(this::token).collect(Collectors.toSet());
    return space
        .nearest(goal, count, token -> words.containsKey(token) && !without.contains(token))
        .stream()
        .map(near -> new Neighbour(words.getOrDefault(near.token(), ""), near.similarity()))
        .toList();
  }

  private float[] direction(String word) {
    return space.direction(new int[] {token(word)});
  }

  private int token(String word) {
    Integer token = tokens.get(word);
    if (token == null) {
      throw new IllegalArgumentException("expected a word of one token but found " + word);
    }
    return token;
  }
}
