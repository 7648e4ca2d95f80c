package dev.ember.converter.training.corpus;

import dev.ember.inference.chat.Role;
import java.util.List;
import java.util.Map;

/**
 * A pattern of a conversation: turns with alternatives, in which {@code {slot}} stands for a value
 * of a list.
 *
 * @param id unique in the corpus
 * @param source the file that it comes from, by which a recipe weights it
 * @param kind what the turns mean
 * @param tags what it is about
 * @param slots slot to the list that fills it: {@code n -> girl}
 * @param turns user and assistant in turn, user first
 */
public record CorpusUnit(
    String id,
    String source,
    Kind kind,
    List<String> tags,
    Map<String, String> slots,
    List<Turn> turns) {

  /** What the turns of a unit mean. */
  public enum Kind {
    /** One request and a text that also stands alone. */
    STORY,
    /** A conversation that only makes sense as a whole. */
    CHAT,
    /** A question and its answer; each follow-up may come after it, in order. */
    QUESTION
  }

  /** One side's words, in several ways to say them. */
  public record Turn(Role role, List<String> alternatives) {
    public Turn {
      alternatives = List.copyOf(alternatives);
      if (alternatives.isEmpty()) {
        throw new IllegalArgumentException("expected at least one alternative of a turn");
      }
    }
  }

  public CorpusUnit {
    tags = List.copyOf(tags);
    slots = Map.copyOf(slots);
    turns = List.copyOf(turns);
    if (turns.isEmpty() || turns.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "expected pairs of turns in " + id + " but found " + turns.size());
    }
    for (int i = 0; i < turns.size(); i++) {
      Role expected = i % 2 == 0 ? Role.USER : Role.ASSISTANT;
      if (turns.get(i).role() != expected) {
        throw new IllegalArgumentException(
            "expected turn " + i + " of " + id + " from " + expected.key());
      }
    }
  }
}
