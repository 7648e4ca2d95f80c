package dev.ember.converter.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TextSourcesTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void forEach_folder_readsTextAndJsonPlainAndPackedInOrderOfNames() throws IOException {
    Path folder = temporary.getRoot().toPath();
    Files.writeString(folder.resolve("a.txt"), "one\n<|endoftext|>\n\ntwo\nlines\n");
    Files.write(folder.resolve("b.jsonl.gz"), gzip("{\"text\": \"三\"}\n\n{\"text\": \"four\"}\n"));
    Files.write(folder.resolve("c.txt.gz"), gzip("five"));
    Files.writeString(folder.resolve("ignored.png"), "six");

    assertThat(words(folder)).containsExactly("one", "two\nlines", "三", "four", "five");
  }

  @Test
  public void forEach_namesOfAnExpansionElsewhere_areTextsLikeOthers() throws IOException {
    Path folder = temporary.getRoot().toPath();
    Files.writeString(folder.resolve("held_out_texts.jsonl"), "{\"text\": \"one\"}\n");
    Files.writeString(folder.resolve("statistics.md"), "two");

    assertThat(words(folder)).containsExactly("one", "two");
  }

  @Test
  public void forEach_book_isCutAtBlankLinesIntoPartsThatKeepEveryWord() throws IOException {
    Path book = temporary.getRoot().toPath().resolve("book.txt");
    String paragraph = "Once upon a time there was a paragraph of some words.\n".repeat(40);
    Files.writeString(book, (paragraph + "\n").repeat(20));

    List<String> parts = words(book);

    assertThat(parts).hasSizeGreaterThan(3);
    assertThat(String.join("", parts).replaceAll("\\s", ""))
        .isEqualTo(paragraph.repeat(20).replaceAll("\\s", ""));
  }

  @Test
  public void document_everyFormOfAChat_givesTheSameMessages() {
    List<Message> expected = List.of(Message.user("Hi\nthere"), Message.assistant("Hello"));
    String[] forms = {
      "{\"user\": \"Hi\\nthere\", \"assistant\": \"Hello\"}",
      "{\"turns\": [\"Hi\\nthere\", \"Hello\"]}",
      "{\"turns\": [[\"user\", \"Hi\\nthere\"], [\"assistant\", \"Hello\"]]}",
      "{\"turns\": [{\"user\": \"Hi\\nthere\"}, {\"assistant\": \"Hello\"}]}",
      "{\"turns\": [{\"u\": \"Hi\\nthere\", \"a\": \"Hello\"}]}",
      "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\\nthere\"},"
          + " {\"role\": \"assistant\", \"content\": \"Hello\"}]}",
      "{\"conversations\": [{\"from\": \"human\", \"value\": \"Hi\\nthere\"},"
          + " {\"from\": \"gpt\", \"value\": \"Hello\"}]}",
      "{\"instruction\": \"Hi\", \"input\": \"there\", \"output\": \"Hello\"}",
      "{\"turns\": [\"Hi\\nthere\", \"Hello\", \"a question without an answer\"]}",
    };
    for (String form : forms) {
      assertThat(TextSources.document(JsonValue.parse(form)))
          .as(form)
          .isEqualTo(new Document.Chat(expected));
    }
  }

  @Test
  public void document_systemPrompt_comesFirst() {
    Document.Chat chat =
        (Document.Chat)
            TextSources.document(
                JsonValue.parse(
                    "{\"system\": \"Be brief\", \"user\": \"Hi\", \"assistant\": \"Yo\"}"));
    assertThat(chat.messages()).hasSize(3).first().isEqualTo(Message.system("Be brief"));
  }

  @Test
  public void forEach_recordsWithoutWordsOrAnswer_areSkippedAndCounted() throws IOException {
    Path file = temporary.getRoot().toPath().resolve("a.jsonl");
    Files.writeString(file, "{\"text\": \" \"}\n{\"turns\": [\"hello?\"]}\n{\"text\": \"one\"}\n");
    TextSources sources = TextSources.of(List.of(file));
    List<String> words = new ArrayList<>();

    sources.forEach(document -> words.add(document.words()));

    assertThat(words).containsExactly("one");
    assertThat(sources.skipped()).isEqualTo(2);
  }

  @Test
  public void forEach_malformed_saysFileAndLineAndWhatIsWrong() throws IOException {
    String[][] rows = {
      {"{\"text\": \"one\"}\n{\"text\"", "line 2"},
      {"{\"question\": \"one\"}", "but found [question]"},
      {"{\"messages\": [{\"role\": \"narrator\", \"content\": \"x\"}]}", "but found narrator"},
      {"{\"instruction\": \"x\"}", "expected a text as output but found nothing"},
      {"[1]", "expected an object but found [1]"},
      {"null", "line 1: expected an object but found null"},
      {"{\"messages\": \"x\"}", "expected a list as messages but found \"x\""},
      {"{\"messages\": [7]}", "expected an object as messages[0] but found 7"},
      {"{\"messages\": [{\"role\": \"user\"}]}", "a text as messages[0].content but found nothing"},
      {"{\"turns\": [[\"user\"]]}", "a turn of a role and its words but found [\"user\"]"},
      {"{\"turns\": [[\"user\", null]]}", "a text as turns[0][1] but found null"},
      {"{\"turns\": [{\"user\": {}}]}", "a text as turns[0].user but found {}"},
      {"{\"turns\": null}", "a list as turns but found null"},
      {"{\"user\": [], \"assistant\": \"x\"}", "a text as user but found []"},
    };
    Path file = temporary.getRoot().toPath().resolve("a.jsonl");
    for (String[] row : rows) {
      Files.writeString(file, row[0]);
      assertThatThrownBy(() -> words(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageContaining(row[1])
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  public void forEach_otherBytesThanUtf8_areRefused() throws IOException {
    Path file = temporary.getRoot().toPath().resolve("a.txt");
    Files.write(file, new byte[] {'a', (byte) 0xFF});

    assertThatThrownBy(() -> words(file))
        .hasMessageEndingWith("expected UTF-8 but found other bytes");
  }

  @Test
  public void forEach_gzipThatIsNoneOrWasCut_namesTheFile() throws IOException {
    Path file = temporary.getRoot().toPath().resolve("a.jsonl.gz");
    byte[] whole = gzip("{\"text\": \"one\"}\n");
    String cut = file + ": expected a whole gzip file but found one cut off";

    Files.writeString(file, "{\"text\": \"one\"}\n");
    assertThatThrownBy(() -> words(file))
        .hasMessage(file + ": expected a gzip file but found other bytes: Not in GZIP format");
    for (int bytes : new int[] {0, 7, 20, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, bytes));
      assertThatThrownBy(() -> words(file)).as("%d bytes", bytes).hasMessage(cut);
    }
    whole[whole.length - 5] ^= 1; // of the checksum
    Files.write(file, whole);
    assertThatThrownBy(() -> words(file))
        .hasMessage(file + ": expected a gzip file but found other bytes: Corrupt GZIP trailer");
  }

  @Test
  public void of_nothingThere_isRefused() {
    Path none = temporary.getRoot().toPath().resolve("none");
    assertThatThrownBy(() -> TextSources.of(List.of(none))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> TextSources.of(List.of(temporary.getRoot().toPath())))
        .hasMessageContaining("expected .txt, .md, .jsonl or .gz files");
  }

  @Test
  public void holds_oneInSo_manyAndAlwaysTheSame() {
    HeldOut split = new HeldOut(10);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      Document document = new Document.Text("document " + i);
      assertThat(split.holds(document)).isEqualTo(split.holds(new Document.Text("document " + i)));
      held += split.holds(document) ? 1 : 0;
    }
    assertThat(held).isBetween(150, 250); // 200 expected, the deviation is 13
    assertThat(new HeldOut(0).holds(new Document.Text("any"))).isFalse();
  }

  private static List<String> words(Path path) throws IOException {
    List<String> words = new ArrayList<>();
    TextSources.of(List.of(path)).forEach(document -> words.add(document.words()));
    return words;
  }

  private byte[] gzip(String text) throws IOException {
    Path file = temporary.newFile().toPath();
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }
}
