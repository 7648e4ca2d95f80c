package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

public final class CorpusTest {
  private static final List<String> SOURCES = List.of("chats", "world", "how", "tasks", "stories");

  /** Spellings that the corpus's note promises to have made British. */
  private static final Pattern AMERICAN =
      Pattern.compile("\\b([Cc]olors?|[Ff]avorite|[Nn]eighbors?|[Gg]ray|[Hh]arbor|[Mm]om)\\b");

  @Test
  public void load_tiny_everyUnitExpandsToAWellFormedConversation() throws IOException {
    Corpus corpus = Corpus.load("tiny", SOURCES);
    Expander expander = new Expander(corpus.slotLists());
    for (List<CorpusUnit> units : List.of(corpus.training(), corpus.heldOut())) {
      for (CorpusUnit unit : units) {
        List<Message> messages = expander.expand(unit, new SplittableRandom(1));
        assertThat(messages.size() % 2).as(unit.id()).isZero();
        for (int i = 0; i < messages.size(); i++) {
          assertThat(messages.get(i).role())
              .as(unit.id())
              .isEqualTo(i % 2 == 0 ? Role.USER : Role.ASSISTANT);
          assertThat(messages.get(i).content()).as(unit.id()).isNotBlank().doesNotContain("{");
        }
      }
    }
  }

  @Test
  public void load_tiny_idsAreUnique_andHeldOutIsDisjoint() throws IOException {
    Corpus corpus = Corpus.load("tiny", SOURCES);
    Set<String> training = ids(corpus.training());
    Set<String> heldOut = ids(corpus.heldOut());
    assertThat(training).hasSize(corpus.training().size()).doesNotContainAnyElementsOf(heldOut);
    assertThat(heldOut).hasSize(corpus.heldOut().size());
    assertThat((double) heldOut.size() / training.size()).isBetween(0.02, 0.08);
  }

  @Test
  public void load_tiny_answersAreInBritishSpelling_andInAscii() throws IOException {
    Corpus corpus = Corpus.load("tiny", SOURCES);
    for (CorpusUnit unit : corpus.training()) {
      for (CorpusUnit.Turn turn : unit.turns()) {
        if (turn.role() == Role.ASSISTANT) {
          for (String words : turn.alternatives()) {
            assertThat(AMERICAN.matcher(words.replace("{color}", "")).find())
                .as("%s: %s", unit.id(), words)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  public void split_addingAUnit_movesNoOther() {
    CorpusUnit unit =
        ExpanderTest.unit(
            CorpusUnit.Kind.CHAT,
            java.util.Map.of(),
            ExpanderTest.turn(Role.USER, "Hi."),
            ExpanderTest.turn("Hello."));
    boolean before = new Corpus(List.of(unit), java.util.Map.of()).heldOut().contains(unit);
    CorpusUnit other =
        new CorpusUnit("u-2", "test", unit.kind(), unit.tags(), unit.slots(), unit.turns());
    boolean after = new Corpus(List.of(other, unit), java.util.Map.of()).heldOut().contains(unit);
    assertThat(after).isEqualTo(before).isEqualTo(Corpus.isHeldOut("u-1"));
  }

  @Test
  public void load_unknownName_saysWhichFile() {
    assertThatThrownBy(() -> Corpus.load("nowhere", SOURCES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere/chats.jsonl");
  }

  @Test
  public void units_eachKind_becomesTurns() throws IOException {
    String lines =
        "{\"id\":\"s\",\"kind\":\"story\",\"asks\":[\"x\",\"y\"],\"text\":\"t\",\"slots\":{},"
            + "\"tags\":[]}\n"
            + "{\"id\":\"q\",\"kind\":\"qa\",\"q\":[\"q1\"],\"a\":[\"a1\"],"
            + "\"follow\":[{\"q\":[\"q2\"],\"a\":[\"a2\"]}],\"slots\":{},\"tags\":[\"tag\"]}\n"
            + "{\"id\":\"c\",\"kind\":\"chat\",\"turns\":[{\"u\":[\"u1\"]},{\"a\":[\"a1\"]}],"
            + "\"slots\":{\"n\":\"girl\"},\"tags\":[]}\n";
    List<CorpusUnit> units = read(lines);
    assertThat(units.get(0).turns().get(0).alternatives()).containsExactly("x", "y");
    assertThat(units.get(0).turns().get(1).alternatives()).containsExactly("t");
    assertThat(units.get(1).turns()).hasSize(4);
    assertThat(units.get(1).tags()).containsExactly("tag");
    assertThat(units.get(2).slots()).containsEntry("n", "girl");
  }

  @Test
  public void units_faults_sayFileAndLine() {
    String good =
        "{\"id\":\"s\",\"kind\":\"story\",\"asks\":[\"x\"],\"text\":\"t\",\"slots\":{},"
            + "\"tags\":[]}\n";
    String[][] faults = {
      {"{\"id\":\"s\"", "expected JSON but found {\"id\":\"s\""},
      {"[]", "expected an object but found []"},
      {"{\"id\":\"s\",\"kind\":\"song\",\"slots\":{},\"tags\":[]}", "found song"},
      {
        "{\"id\":\"s\",\"kind\":\"story\",\"slots\":{},\"tags\":[]}",
        "a list as asks but found nothing"
      },
      {
        "{\"id\":\"s\",\"kind\":\"story\",\"asks\":[\"x\"],\"text\":\"t\",\"slots\":{\"n\":null}}",
        "a text as slots.n but found null"
      },
      {
        "{\"id\":\"c\",\"kind\":\"chat\",\"turns\":[{\"u\":[\"x\"]}],\"slots\":{},\"tags\":[]}",
        "expected pairs of turns in c but found 1"
      },
      {
        "{\"id\":\"q\",\"kind\":\"qa\",\"q\":[],\"a\":[\"x\"],\"follow\":[],\"slots\":{},"
            + "\"tags\":[]}",
        "at least one alternative"
      },
    };
    for (String[] fault : faults) {
      assertThatThrownBy(() -> read(good + fault[0]))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("test, line 2: ")
          .hasMessageContaining(fault[1]);
    }
  }

  private static List<CorpusUnit> read(String lines) throws IOException {
    return CorpusReader.units("test", new BufferedReader(new StringReader(lines)));
  }

  private static Set<String> ids(List<CorpusUnit> units) {
    return units.stream().map(CorpusUnit::id).collect(Collectors.toCollection(HashSet::new));
  }
}
