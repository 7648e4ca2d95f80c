package dev.ember.converter.training.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class TokenizerCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void execute_textAndChats_leavesATokenizerAndItsReport() throws IOException {
    Path source = corpus();
    Path out = temporary.newFolder().toPath();

    assertThat(execute(source, out, "270")).isZero();

    SubwordTokenizer tokenizer =
        SubwordTokenizer.read(Files.newBufferedReader(out.resolve("tokenizer.json")), "file");
    assertThat(tokenizer.vocabularySize()).isEqualTo(270);
    assertThat(tokenizer.idOf("<|im_end|>")).hasValue(2);
    JsonObject report =
        JsonParser.parseString(Files.readString(out.resolve("report.json"))).getAsJsonObject();
    assertThat(report.get("bytesPerToken").getAsDouble()).isGreaterThan(1.5);
    assertThat(report.get("heldOutDocuments").getAsInt()).isBetween(1, 399);
    assertThat(Files.readString(out.resolve("report.md"))).contains("a Chinese character is");
  }

  @Test
  public void execute_twice_sameBytes() throws IOException {
    Path source = corpus();
    Path one = temporary.newFolder().toPath();
    Path two = temporary.newFolder().toPath();
    execute(source, one, "270");
    execute(source, two, "270");

    for (String name : List.of("tokenizer.json", "report.json", "report.md")) {
      assertThat(one.resolve(name)).hasSameBinaryContentAs(two.resolve(name));
    }
  }

  @Test
  public void execute_wrongVocabulary_isAnOptionsFault() throws IOException {
    Path source = corpus();
    for (String size : List.of("70000", "100")) {
      assertThat(execute(source, temporary.getRoot().toPath(), size)).isEqualTo(2);
    }
  }

  @Test
  public void execute_nothingToLearnFrom_isAFilesFault() throws IOException {
    Path empty = temporary.newFile("empty.txt").toPath();
    Path out = temporary.newFolder().toPath();
    assertThat(execute(empty, out, "270")).isEqualTo(1);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  public void execute_outBelowAFile_isRefusedBeforeAnythingIsRead() throws IOException {
    Path file = temporary.newFile("notes.txt").toPath();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new TokenizerCommand())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  err.write(failure.getMessage());
                  return 1;
                })
            .execute("no-such-text.txt", "--out", file.resolve("tokenizer").toString());
    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            file.resolve("tokenizer/tokenizer.json")
                + ": expected a folder to write it into but found none that can be written at "
                + file);
  }

  @Test
  public void report_chineseCharacters_areCountedByTheirCut() {
    // Bytes, then the first two bytes of 你 as one token, and 好吗 as one of six bytes.
    SubwordTokenizer tokenizer = BpeTrainer.train(List.of("好吗,好吗,好吗", "你,佢,你,佢"), 264, List.of());
    TokenizerReport report = new TokenizerReport(tokenizer);
    report.add("好吗 x你天");

    JsonObject cuts =
        JsonParser.parseString(report.json())
            .getAsJsonObject()
            .getAsJsonObject("chineseCharacters");
    assertThat(cuts.get("withinALongerToken").getAsInt()).isEqualTo(2);
    assertThat(cuts.get("threeTokensOrMore").getAsInt()).as("天").isEqualTo(1);
    int whole = cuts.has("oneToken") ? cuts.get("oneToken").getAsInt() : 0;
    int halves = cuts.has("twoTokens") ? cuts.get("twoTokens").getAsInt() : 0;
    assertThat(whole + halves).as("你").isEqualTo(1);
    assertThat(report.bytesPerToken()).isBetween(1.3, 4.0);
  }

  @Test
  public void report_longestTokens_areTheLongestInBytesFirst() {
    SubwordTokenizer tokenizer =
        BpeTrainer.train(
            List.of("elephant elephant elephant", "好吗,好吗,好吗"), 280, List.of("<|im_start|>"));
    TokenizerReport report = new TokenizerReport(tokenizer);
    JsonArray longest =
        JsonParser.parseString(report.json()).getAsJsonObject().getAsJsonArray("longestTokens");
    List<String> texts = longest.asList().stream().map(JsonElement::getAsString).toList();
    assertThat(texts).startsWith(" elephant", "elephant").contains("好吗");
    assertThat(texts).as("a mark is no piece of a text").doesNotContain("<|im_start|>");
    assertThat(texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8).length).limit(4))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(report.markdown()).contains("The longest tokens: ` elephant`, `elephant`, ");
  }

  private static int execute(Path source, Path out, String vocabulary) {
    return new CommandLine(new TokenizerCommand())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(
            source.toString(),
            "--vocabulary",
            vocabulary,
            "--held-out=20",
            "--out",
            out.toString());
  }

  private Path corpus() throws IOException {
    Path folder = temporary.newFolder().toPath();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      lines.append("{\"user\":\"how are the ").append(i).append(" foxes\",");
      lines.append("\"assistant\":\"the foxes are well, 你好\"}\n");
    }
    Files.writeString(folder.resolve("chats.jsonl"), lines.toString());
    return folder;
  }
}
