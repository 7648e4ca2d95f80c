package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TokenizeCommandTest {
  /** Bytes a, b, c, newline and those of é; "ab" merges; one special token. */
  private static final String DEFINITION =
      """
      {
        "version": "1.0",
        "added_tokens": [
          {"id": 7, "content": "<|end|>", "single_word": false, "lstrip": false,
           "rstrip": false, "normalized": false, "special": true}
        ],
        "normalizer": null,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                          "use_regex": true},
        "post_processor": null,
        "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true,
                    "use_regex": true},
        "model": {"type": "BPE", "dropout": null, "unk_token": null,
                  "continuing_subword_prefix": null, "end_of_word_suffix": null,
                  "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
                  "vocab": {"a": 0, "b": 1, "c": 2, "\u010a": 3, "\u00c3": 4, "\u00a9": 5, "ab": 6},
                  "merges": [["a", "b"]]}
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private String tokenizer;

  @Before
  public void write() throws IOException {
    Path file = folder.getRoot().toPath().resolve("tokenizer.json");
    tokenizer = Files.writeString(file, DEFINITION).toString();
  }

  @Test
  public void encode_text_printsIdsOfEveryByteOfTheInput() {
    assertPrints(tokenize("abcé\n"), "{\"ids\":[6,2,4,5,3]}\n");
  }

  @Test
  public void encode_pieces_showsEachToken() {
    assertThat(tokenize("abc\n<|end|>", "--special", "--pieces").out().lines())
        .containsExactly(
            "      6  \"ab\"", "      2  \"c\"", "      3  \"\\n\"", "      7  <|end|>");
    assertPrints(
        tokenize("\"abé\"\n", "--jsonl", "--pieces"),
        "{\"ids\":[6,4,5],\"pieces\":[\"\\\"ab\\\"\",\"<c3>\",\"<a9>\"]}\n");
  }

  @Test
  public void encode_textThatTheTokenizerCannotTake_isNoMistakeOfEmber() throws IOException {
    String step = "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"aa\"}";
    String steps = String.join(",", Collections.nCopies(30, step));
    Files.writeString(
        Path.of(tokenizer),
        DEFINITION.replace(
            "\"normalizer\": null",
            "\"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [" + steps + "]}"));

    Run run = tokenize("a");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("expected steps of the tokenizer that make a text at most 1056 characters long")
        .doesNotContain("mistake");
  }

  @Test
  public void encode_nothing_printsNoIds() {
    assertPrints(tokenize(""), "{\"ids\":[]}\n");
  }

  @Test
  public void encode_folderOfACheckpoint_findsItsTokenizer() {
    Run run = Tool.withoutEngine().input("ab").run("tokenize", folder.getRoot().toString());

    assertPrints(run, "{\"ids\":[6]}\n");
  }

  @Test
  public void encode_bundle_findsItsTokenizer() throws IOException {
    Path bundle = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(bundle);

    Run run = Tool.withoutEngine().input("ab").run("tokenize", bundle.toString());

    assertPrints(run, "{\"ids\":[97,98]}\n");
  }

  @Test
  public void encode_special_readsSpecialTokensInTheText() {
    assertPrints(tokenize("a<|end|>", "--special"), "{\"ids\":[0,7]}\n");
  }

  @Test
  public void encode_jsonl_answersEachLine() {
    assertPrints(tokenize("\"ab\"\n\"c\\n\"\n", "--jsonl"), "{\"ids\":[6]}\n{\"ids\":[2,3]}\n");
  }

  @Test
  public void encode_jsonlWithABadLine_namesIt() {
    Run run = tokenize("\"ab\"\n12\n", "--jsonl");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 2: expected a JSON string but found NUMBER");
  }

  @Test
  public void encode_jsonlWithALineThatIsNoJson_namesItInOneLine() {
    for (String line : new String[] {"ab", "\"ab", ""}) {
      Run run = tokenize("\"ab\"\n" + line + "\n", "--jsonl");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEqualTo("{\"ids\":[6]}\n");
      assertThat(run.err())
          .isEqualTo("ember: line 2: expected a JSON string but found malformed JSON\n");
    }
  }

  @Test
  public void encode_jsonlWithTwoStringsALine_namesIt() {
    Run run = tokenize("\"ab\" \"c\"\n", "--jsonl");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 1: ");
  }

  @Test
  public void encode_bytesThatAreNoUtf8_fails() {
    Run run = Tool.withoutEngine().input(new byte[] {'a', (byte) 0xC3}).run("tokenize", tokenizer);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected UTF-8");
  }

  @Test
  public void decode_ids_printsTheTextAndNothingMore() {
    assertPrints(tokenize("{\"ids\":[6,2,4,5]}", "--decode"), "abcé");
  }

  @Test
  public void decode_json_printsAString() {
    assertPrints(tokenize("{\"ids\":[6,3]}", "--decode", "--json"), "\"ab\\n\"\n");
  }

  @Test
  public void decode_jsonl_isTheInverseOfEncode() {
    String lines = "\"abc\"\n\"\"\n\"é\\n\"\n";
    String ids = tokenize(lines, "--jsonl").out();

    assertPrints(tokenize(ids, "--jsonl", "--decode"), lines);
  }

  @Test
  public void decode_idOutsideTheVocabulary_fails() {
    Run run = tokenize("{\"ids\":[8]}", "--decode");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected a token from 0 to 7 but found 8");
  }

  @Test
  public void decode_noObjectOfIds_fails() {
    Run run = tokenize("[1, 2]", "--decode");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("an object");
  }

  @Test
  public void open_missingFile_fails() {
    Run run = Tool.withoutEngine().run("tokenize", "nowhere.json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToNormalizingNewlines("ember: no such file: nowhere.json\n");
  }

  private Run tokenize(String input, String... options) {
    return Tool.withoutEngine().input(input).run(List.of("tokenize", tokenizer), options);
  }

  private static void assertPrints(Run run, String out) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines(out);
  }
}
