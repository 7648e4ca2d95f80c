package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.converter.training.corpus.CorpusUnit.Turn;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.Test;

public final class ExpanderTest {
  private static final Map<String, List<String>> LISTS =
      Map.of("girl", List.of("Mina", "Lucy", "Rosa"), "colour", List.of("red", "blue"));

  private final Expander expander = new Expander(LISTS);

  @Test
  public void expand_slot_sameValueThroughoutTheUnit() {
    CorpusUnit unit =
        unit(Kind.CHAT, Map.of("n", "girl"), turn(Role.USER, "I am {n}."), turn("Hello {n}!"));
    for (int seed = 0; seed < 20; seed++) {
      List<Message> messages = expander.expand(unit, new SplittableRandom(seed));
      String name = messages.get(0).content().replace("I am ", "").replace(".", "");
      assertThat(LISTS.get("girl")).contains(name);
      assertThat(messages.get(1).content()).isEqualTo("Hello " + name + "!");
    }
  }

  @Test
  public void expand_slotsOfOneList_differentValues() {
    CorpusUnit unit =
        unit(
            Kind.CHAT,
            Map.of("a", "girl", "b", "girl", "c", "girl"),
            turn(Role.USER, "{a} {b} {c}"),
            turn("Yes."));
    for (int seed = 0; seed < 20; seed++) {
      String names = expander.expand(unit, new SplittableRandom(seed)).get(0).content();
      assertThat(names.split(" ")).containsExactlyInAnyOrder("Mina", "Lucy", "Rosa");
    }
  }

  @Test
  public void expand_alternatives_allAreDrawn() {
    CorpusUnit unit = unit(Kind.CHAT, Map.of(), turn(Role.USER, "a", "b", "c"), turn("d", "e"));
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      List<Message> messages = expander.expand(unit, new SplittableRandom(seed));
      seen.add(messages.get(0).content() + messages.get(1).content());
    }
    assertThat(seen).containsExactlyInAnyOrder("ad", "ae", "bd", "be", "cd", "ce");
  }

  @Test
  public void expand_question_followUpsInOrderFromTheFirst() {
    CorpusUnit unit =
        unit(
            Kind.QUESTION,
            Map.of(),
            turn(Role.USER, "q1"),
            turn("a1"),
            turn(Role.USER, "q2"),
            turn("a2"));
    Set<Integer> lengths = new HashSet<>();
    for (int seed = 0; seed < 30; seed++) {
      List<Message> messages = expander.expand(unit, new SplittableRandom(seed));
      lengths.add(messages.size());
      assertThat(messages.get(0)).isEqualTo(Message.user("q1"));
    }
    assertThat(lengths).containsExactlyInAnyOrder(2, 4);
  }

  @Test
  public void expand_unknownSlot_refusedByName() {
    CorpusUnit unit = unit(Kind.CHAT, Map.of(), turn(Role.USER, "I am {n}."), turn("Hello."));
    assertThatThrownBy(() -> expander.expand(unit, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("u-1 names no slot n");
  }

  @Test
  public void expand_rowOfColumns_allOfOneRow() {
    Map<String, List<String>> table = Map.of("opposite", List.of("wide | narrow", "hot | cold"));
    CorpusUnit unit =
        unit(Kind.CHAT, Map.of("x", "opposite"), turn(Role.USER, "{x}?"), turn("{x.2}, not {x.1}"));
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      List<Message> messages = new Expander(table).expand(unit, new SplittableRandom(seed));
      seen.add(messages.get(0).content() + " " + messages.get(1).content());
    }
    assertThat(seen).containsExactlyInAnyOrder("wide? narrow, not wide", "hot? cold, not hot");
  }

  @Test
  public void expand_columnThatARowLacks_refusedWithTheRow() {
    CorpusUnit unit =
        unit(Kind.CHAT, Map.of("n", "colour"), turn(Role.USER, "{n.2}"), turn("Yes."));
    assertThatThrownBy(() -> expander.expand(unit, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("u-1 asks for column 2 of n but found ");
  }

  @Test
  public void expand_frames_aroundTheFirstQuestionAlone() {
    Frames frames = new Frames(Map.of("en", List.of("Tell me: {q}", "{q} Thanks!")));
    Expander framing = new Expander(LISTS, frames);
    CorpusUnit question =
        unit(
            Kind.QUESTION,
            Map.of(),
            turn(Role.USER, "why?"),
            turn("So."),
            turn(Role.USER, "and?"),
            turn("Yes."));
    CorpusUnit chat = unit(Kind.CHAT, Map.of(), turn(Role.USER, "why?"), turn("So."));
    Set<String> first = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      List<Message> messages = framing.expand(question, new SplittableRandom(seed));
      first.add(messages.get(0).content());
      if (messages.size() > 2) {
        assertThat(messages.get(2)).isEqualTo(Message.user("and?"));
      }
      assertThat(framing.expand(chat, new SplittableRandom(seed)).get(0))
          .isEqualTo(Message.user("why?"));
    }
    assertThat(first).containsExactlyInAnyOrder("why?", "Tell me: why?", "why? Thanks!");
  }

  @Test
  public void expand_frames_noneAroundAPassageOrInAnotherLanguage() {
    Frames frames = new Frames(Map.of("zh", List.of("请问，{q}"), "en", List.of("Tell me: {q}")));
    Expander framing = new Expander(LISTS, frames);
    CorpusUnit passage =
        unit(Kind.QUESTION, Map.of(), turn(Role.USER, "word ".repeat(20)), turn("So."));
    CorpusUnit question = unit(Kind.QUESTION, Map.of(), turn(Role.USER, "why?"), turn("So."));
    for (int seed = 0; seed < 50; seed++) {
      assertThat(framing.expand(passage, new SplittableRandom(seed)).get(0).content())
          .isEqualTo("word ".repeat(20));
      assertThat(framing.expand(question, new SplittableRandom(seed)).get(0).content())
          .isIn("why?", "Tell me: why?");
    }
  }

  @Test
  public void expand_moreSlotsThanValues_refused() {
    CorpusUnit unit =
        unit(
            Kind.CHAT,
            Map.of("a", "colour", "b", "colour", "c", "colour"),
            turn(Role.USER, "{a}"),
            turn("Yes."));
    assertThatThrownBy(() -> expander.expand(unit, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("u-1 has more slots of colour than it has values");
  }

  static CorpusUnit unit(Kind kind, Map<String, String> slots, Turn... turns) {
    return new CorpusUnit("u-1", "test", kind, List.of("tag"), slots, List.of(turns));
  }

  static Turn turn(Role role, String... alternatives) {
    return new Turn(role, List.of(alternatives));
  }

  static Turn turn(String... answers) {
    return turn(Role.ASSISTANT, answers);
  }
}
