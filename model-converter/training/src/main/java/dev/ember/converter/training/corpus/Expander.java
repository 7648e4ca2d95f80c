package dev.ember.converter.training.corpus;

import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.converter.training.corpus.CorpusUnit.Turn;
import dev.ember.inference.chat.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws one conversation from a unit: an alternative of each turn, and one value for each slot, the
 * same throughout. Slots of one list get different values.
 *
 * <p>A value may be a row of columns, {@code "wide | narrow"}: {@code {x}} is its first column,
 * {@code {x.2}} its second. So one unit asks a question in its many wordings of a whole table.
 */
public final class Expander {
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)(?:\\.([1-9]))?}");
  private static final Pattern COLUMN_END = Pattern.compile(" \\| ");

  private final Map<String, List<String>> slotLists;
  private final Frames frames;

  public Expander(Map<String, List<String>> slotLists) {
    this(slotLists, Frames.NONE);
  }

  /**
   * @param frames put around some of the questions
   */
  Expander(Map<String, List<String>> slotLists, Frames frames) {
    this.slotLists = slotLists;
    this.frames = frames;
  }

  /**
   * The messages of one conversation, user first. A question brings from none to all of its
   * follow-ups.
   *
   * @throws IllegalArgumentException if a slot, its list or its column is unknown, or the list has
   *     too few values
   */
  public List<Message> expand(CorpusUnit unit, SplittableRandom random) {
    Map<String, String> values = drawValues(unit, random);
    int pairs = unit.turns().size() / 2;
    int kept = unit.kind() == Kind.QUESTION ? 1 + random.nextInt(pairs) : pairs;
    List<Message> messages = new ArrayList<>();
    for (Turn turn : unit.turns().subList(0, 2 * kept)) {
      String words = turn.alternatives().get(random.nextInt(turn.alternatives().size()));
      String filled = fill(unit, words, values);
      boolean opens = messages.isEmpty() && unit.kind() != Kind.CHAT;
      messages.add(new Message(turn.role(), opens ? frames.around(unit, filled, random) : filled));
    }
    return messages;
  }

  private Map<String, String> drawValues(CorpusUnit unit, SplittableRandom random) {
    Map<String, List<String>> left = new HashMap<>();
    Map<String, String> values = new HashMap<>();
    // In the order of names, so that a conversation depends on the seed alone.
    for (Map.Entry<String, String> slot : new TreeMap<>(unit.slots()).entrySet()) {
      List<String> list = slotLists.get(slot.getValue());
      if (list == null) {
        throw new IllegalArgumentException(
            unit.id() + " fills " + slot.getKey() + " from an unknown list " + slot.getValue());
      }
      List<String> rest = left.computeIfAbsent(slot.getValue(), name -> new ArrayList<>(list));
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(
            unit.id() + " has more slots of " + slot.getValue() + " than it has values");
      }
      values.put(slot.getKey(), rest.remove(random.nextInt(rest.size())));
    }
    return values;
  }

  private static String fill(CorpusUnit unit, String words, Map<String, String> values) {
    Matcher matcher = SLOT.matcher(words);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException(unit.id() + " names no slot " + matcher.group(1));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(column(unit, matcher, value)));
    }
    matcher.appendTail(filled);
    return filled.toString();
  }

  private static String column(CorpusUnit unit, Matcher slot, String row) {
    String[] columns = COLUMN_END.split(row);
    int column = slot.group(2) == null ? 1 : Integer.parseInt(slot.group(2));
    if (column > columns.length) {
      throw new IllegalArgumentException(
          unit.id() + " asks for column " + column + " of " + slot.group(1) + " but found " + row);
    }
    return columns[column - 1];
  }
}
