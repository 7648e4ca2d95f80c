package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every text of llama.cpp's vocabulary tests, with the ids that it publishes. */
@RunWith(Parameterized.class)
public final class PublishedIdsConformanceTest {
  private static final String SEPARATOR = "\n__ggml_vocab_test__\n";
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "tokenizers");

  private final Tokenizer tokenizer;
  private final String text;
  private final String ids;

  public PublishedIdsConformanceTest(String name, Tokenizer tokenizer, String text, String ids) {
    assertThat(name).isNotEmpty();
    this.tokenizer = tokenizer;
    this.text = text;
    this.ids = ids;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    List<Object[]> cases = new ArrayList<>();
    PreTokenization gpt2 = new PreTokenization(List.of(new ByteLevelSplit(false, true)));
    Path vocabulary = FOLDER.resolve("ggml-vocab-gpt-2.gguf");
    addCases(cases, "gpt-2", new ByteLevelBpeTokenizer(GgufVocabulary.read(vocabulary, gpt2)));
    Path qwen = FOLDER.resolve("qwen3/tokenizer.json");
    try (Reader json = Files.newBufferedReader(qwen)) {
      addCases(cases, "qwen2", ByteLevelBpeTokenizer.read(json, qwen.toString()));
    }
    return cases;
  }

  private static void addCases(List<Object[]> cases, String name, Tokenizer tokenizer)
      throws IOException {
    String file = "ggml-vocab-" + name + ".gguf";
    String[] texts = Files.readString(FOLDER.resolve(file + ".inp")).split(SEPARATOR, -1);
    List<String> ids = Files.readAllLines(FOLDER.resolve(file + ".out"));
    for (int i = 0; i < texts.length - 1; i++) {
      cases.add(new Object[] {name + " " + i, tokenizer, texts[i], ids.get(i).trim()});
    }
  }

  @Test
  public void encode_publishedText_givesPublishedIds() {
    int[] found = tokenizer.encode(text);

    assertThat(Arrays.stream(found).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
        .as(text)
        .isEqualTo(ids);
    assertThat(tokenizer.decode(found, found.length)).isEqualTo(text);
  }
}
