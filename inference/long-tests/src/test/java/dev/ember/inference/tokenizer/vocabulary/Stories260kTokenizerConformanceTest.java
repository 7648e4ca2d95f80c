package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** The 512 pieces of stories260K: the ids that llama2.c gives, and its own text there and back. */
public final class Stories260kTokenizerConformanceTest {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "stories260k");
  private static final Pattern PROMPT =
      Pattern.compile("PROMPT \\d+ \"(.*)\" tokens\\(BOS first\\): (.*)");
  private static final int PROMPTS = 3;
  private static final int PIECES = 512;

  @Test
  public void encodeFramed_referencePrompts_givesTheIdsOfLlama2C() throws IOException {
    SubwordTokenizer tokenizer = tokenizer();
    int prompts = 0;
    for (String line : Files.readAllLines(FOLDER.resolve("ref_logits.txt"))) {
      Matcher prompt = PROMPT.matcher(line);
      if (prompt.matches()) {
        prompts++;
        assertThat(spaced(tokenizer.encodeFramed(prompt.group(1)))).isEqualTo(prompt.group(2));
      }
    }
    assertThat(prompts).isEqualTo(PROMPTS);
  }

  @Test
  public void decode_generatedText_comesBackByteForByte() throws IOException {
    SubwordTokenizer tokenizer = tokenizer();
    List<String> files = List.of("greedy_200.txt", "gguf/greedy_F32.txt", "gguf/greedy_Q4_0.txt");
    for (String file : files) {
      String text = Files.readString(FOLDER.resolve(file));
      int[] ids = tokenizer.encode(text);

      assertThat(tokenizer.decode(ids, ids.length)).as(file).isEqualTo(text);
      assertThat(ids.length).as(file).isLessThan(text.length() / 2); // words, not bytes
      assertThat(Arrays.stream(ids)).allMatch(id -> id < PIECES);
    }
  }

  @Test
  public void decode_bytesWithoutAPiece_comeBack() throws IOException {
    SubwordTokenizer tokenizer = tokenizer();
    for (String text : List.of("汉字", "😀 smile", "a\tb\r\n", "naïve é", "  two  spaces ")) {
      int[] ids = tokenizer.encode(text);

      assertThat(tokenizer.decode(ids, ids.length)).isEqualTo(text);
    }
  }

  private static SubwordTokenizer tokenizer() throws IOException {
    Path file = FOLDER.resolve("gguf/stories260K-F32.gguf");
    return new SubwordTokenizer(GgufMetadata.vocabulary(file).definition());
  }

  private static String spaced(int[] ids) {
    return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
