package dev.ember.converter.training.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.preference.RankedAnswers.Answer;
import dev.ember.inference.chat.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PreferenceReaderTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void read_ranked_ranksInOrderAndTiesTogether() throws IOException {
    RankedAnswers drawn =
        one(
            "{\"prompt\":[\"Hi!\",\"Hello.\",\"I am"
                + " Tom.\"],\"ranked\":[[\"A\",\"B\"],\"C\",\"D\"]}");
    assertThat(drawn.prompt())
        .containsExactly(
            Message.user("Hi!"), Message.assistant("Hello."), Message.user("I am Tom."));
    assertThat(drawn.answers())
        .containsExactly(
            new Answer("A", 0), new Answer("B", 0), new Answer("C", 1), new Answer("D", 2));
    assertThat(drawn.ranks()).containsExactly(0, 0, 1, 2);
  }

  @Test
  public void read_pair_asTextAndAsMessages() throws IOException {
    RankedAnswers expected =
        new RankedAnswers(
            List.of(Message.user("Q")), List.of(new Answer("good", 0), new Answer("bad", 1)));
    assertThat(one("{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\"}"))
        .isEqualTo(expected);
    assertThat(
            one(
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],"
                    + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"good\"}],"
                    + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"bad\"}]}"))
        .isEqualTo(expected);
  }

  @Test
  public void read_dialogues_partAtTheLastAnswer() throws IOException {
    RankedAnswers drawn =
        one(
            "{\"chosen\":\"\\n\\nHuman: One\\n\\nAssistant: Two\\n\\nHuman: Three"
                + "\\n\\nAssistant: good\",\"rejected\":\"\\n\\nHuman: One\\n\\nAssistant: Two"
                + "\\n\\nHuman: Three\\n\\nAssistant: bad\"}");
    assertThat(drawn.prompt())
        .containsExactly(Message.user("One"), Message.assistant("Two"), Message.user("Three"));
    assertThat(drawn.answers()).containsExactly(new Answer("good", 0), new Answer("bad", 1));
  }

  @Test
  public void read_unit_fillsEachSlotAlikeInAllAnswers() throws IOException {
    String unit =
        "{\"id\":\"u\",\"kind\":\"pref\",\"q\":[\"See a {w}?\",\"A {w}?\"],\"good\":[\"Good {w}\"],"
            + "\"bad\":[\"Bad {w}\",\"Worse {w}\"],\"slots\":{\"w\":\"wild\"},\"tags\":[]}";
    List<PreferenceEntry> entries =
        PreferenceReader.read(lines(unit), "units", Map.of("wild", List.of("fox", "bear", "hare")));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20; i++) {
      RankedAnswers drawn = entries.get(0).draw(random);
      String animal = drawn.answers().get(0).text().substring("Good ".length());
      assertThat(drawn.answers())
          .containsExactly(
              new Answer("Good " + animal, 0),
              new Answer("Bad " + animal, 1),
              new Answer("Worse " + animal, 1));
      assertThat(drawn.prompt().get(0).content()).contains(animal);
    }
  }

  @Test
  public void read_gzippedFile_asPlain() throws IOException {
    Path file = temporary.newFolder().toPath().resolve("pairs.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"prompt\":\"Q\",\"ranked\":[\"x\",\"y\"]}\n\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(PreferenceReader.read(file)).hasSize(1);
  }

  @Test
  public void read_wrongLines_namesFileAndLine() {
    String[][] wrong = {
      {"{\"prompt\":\"Q\",\"ranked\":[\"only one\"]}", "two or more ranks"},
      {"{\"prompt\":\"Q\",\"chosen\":\"x\"}", "expected a text as rejected but found nothing"},
      {"{\"prompt\":[],\"ranked\":[\"x\",\"y\"]}", "ends with the user's words"},
      {"{\"chosen\":\"x\",\"rejected\":\"y\"}", "expected dialogues"},
      {"[1]", "expected an object but found [1]"},
      {"null", "expected an object but found null"},
      {"{\"prompt\":null,\"ranked\":[\"x\",\"y\"]}", "a text as prompt but found null"},
      {"{\"prompt\":\"Q\",\"ranked\":\"x\"}", "a list as ranked but found \"x\""},
      {"{\"prompt\":\"Q\",\"ranked\":[\"x\",{}]}", "a text as ranked[1] but found {}"},
      {"{\"prompt\":\"Q\",\"chosen\":[],\"rejected\":\"x\"}", "messages with an answer"},
      {"{\"prompt\":[{\"role\":\"user\"}],\"ranked\":[]}", "prompt[0].content but found nothing"},
      {
        "{\"id\":\"u\",\"q\":[\"a\"],\"good\":\"b\",\"bad\":[\"c\"]}",
        "a list as good but found \"b\""
      },
    };
    for (String[] row : wrong) {
      String text = "{\"prompt\":\"Q\",\"ranked\":[\"x\",\"y\"]}\n" + row[0];
      assertThatThrownBy(() -> PreferenceReader.read(lines(text), "pairs", Map.of()))
          .as(row[0])
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("pairs, line 2: ")
          .satisfies(e -> assertThat(e.getMessage()).contains(row[1]));
    }
  }

  @Test
  public void preferences_split_isById() {
    List<PreferenceEntry> entries = new java.util.ArrayList<>();
    RankedAnswers answers =
        new RankedAnswers(
            List.of(Message.user("Q")), List.of(new Answer("x", 0), new Answer("y", 1)));
    for (int i = 0; i < 1000; i++) {
      entries.add(new PreferenceEntry.Fixed("entry " + i, answers));
    }
    Preferences all = new Preferences(entries);
    Preferences half = new Preferences(entries.subList(0, 500));
    assertThat(all.heldOut().size()).isBetween(70, 130); // a tenth of 1000, three deviations
    assertThat(all.heldOut())
        .containsAll(half.heldOut())
        .doesNotContainAnyElementsOf(half.training());
  }

  @Test
  public void preferences_heldOutThatIsLearnedToo_isRefused() {
    RankedAnswers answers =
        new RankedAnswers(
            List.of(Message.user("Q")), List.of(new Answer("x", 0), new Answer("y", 1)));
    List<PreferenceEntry> one = List.of(new PreferenceEntry.Fixed("one", answers));
    List<PreferenceEntry> other = List.of(new PreferenceEntry.Fixed("other", answers));

    Preferences apart = new Preferences(one, other);
    assertThat(apart.training()).isEqualTo(one);
    assertThat(apart.heldOut()).isEqualTo(other);
    assertThatThrownBy(() -> new Preferences(one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found one in both");
  }

  @Test
  public void prompts_everyForm_isReadAlsoGzipped() throws IOException {
    List<Message> expected =
        List.of(Message.user("Hi!"), Message.assistant("Hello."), Message.user("I am Tom."));
    String[] forms = {
      "Hi! | Hello. | I am Tom.",
      "{\"prompt\":[\"Hi!\",\"Hello.\",\"I am Tom.\"]}",
      "{\"prompt\":[{\"role\":\"user\",\"content\":\"Hi!\"},{\"role\":\"assistant\","
          + "\"content\":\"Hello.\"},{\"role\":\"user\",\"content\":\"I am Tom.\"}]}",
    };
    Path file = temporary.newFolder().toPath().resolve("prompts.gz");
    for (String form : forms) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(("\n" + form).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(PromptReader.read(file).get(0).draw(new SplittableRandom(1)))
          .as(form)
          .isEqualTo(expected);
    }
  }

  @Test
  public void promptsToLearn_ofPreferences_leaveOutWhatIsHeldOut() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add("{\"prompt\":\"Q" + i + "\",\"chosen\":\"yes\",\"rejected\":\"no\"}");
    }
    Path file = Files.write(temporary.newFolder().toPath().resolve("pairs.jsonl"), lines);
    List<String> heldOut =
        new Preferences(PreferenceReader.read(file))
            .heldOutAnswers(answers -> true).stream()
                .map(answers -> answers.prompt().get(0).content())
                .toList();
    assertThat(heldOut).isNotEmpty();
    SplittableRandom random = new SplittableRandom(1);
    assertThat(PromptReader.readToLearn(file))
        .extracting(entry -> entry.draw(random).get(0).content())
        .hasSize(lines.size() - heldOut.size())
        .doesNotContainAnyElementsOf(heldOut);
    assertThat(PromptReader.read(file)).hasSize(lines.size());
  }

  @Test
  public void prompts_wrongLines_namesFileAndLine() throws IOException {
    String[][] wrong = {
      {"{\"prompt\":null}", "expected a text as prompt but found null"},
      {"{\"question\":\"Q\"}", "expected a text as prompt but found nothing"},
      {"{\"prompt\":[{\"role\":7}]}", "expected a role of a chat but found 7"},
      {"{\"prompt\":[null]}", "expected a text as prompt[0] but found null"},
      {"{\"prompt\":[]}", "ends with the user's words"},
      {"{\"prompt\":", "expected JSON but found {\"prompt\":"},
    };
    Path file = temporary.newFolder().toPath().resolve("prompts.jsonl");
    for (String[] row : wrong) {
      Files.writeString(file, "{\"prompt\":\"Q\"}\n\n" + row[0] + "\n");
      assertThatThrownBy(() -> PromptReader.read(file))
          .as(row[0])
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ", line 3: ")
          .hasMessageContaining(row[1])
          .hasMessageNotContaining("\n");
    }
    Files.write(file, new byte[] {'H', 'i', (byte) 0xFF});
    assertThatThrownBy(() -> PromptReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": expected UTF-8 but found other bytes");
  }

  private static RankedAnswers one(String line) throws IOException {
    return PreferenceReader.read(lines(line), "pairs", Map.of())
        .get(0)
        .draw(new SplittableRandom(1));
  }

  private static BufferedReader lines(String text) {
    return new BufferedReader(new StringReader(text));
  }
}
