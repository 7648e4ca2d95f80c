package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
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

  private final SubwordTokenizer tokenizer;
  private final SubwordTokenizer written;
  private final String text;
  private final String ids;

  public PublishedIdsConformanceTest(
      String name, List<SubwordTokenizer> tokenizers, String text, String ids) {
    assertThat(name).isNotEmpty();
    tokenizer = tokenizers.get(0);
    written = tokenizers.get(1);
    this.text = text;
    this.ids = ids;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    List<Object[]> cases = new ArrayList<>();
    for (String name : List.of("gpt-2", "llama-spm", "phi-3")) {
      Path file = FOLDER.resolve("ggml-vocab-" + name + ".gguf");
      addCases(cases, name, new SubwordTokenizer(GgufMetadata.vocabulary(file).definition()));
    }
    Path qwen = FOLDER.resolve("qwen3/tokenizer.json");
    try (Reader json = Files.newBufferedReader(qwen)) {
      addCases(cases, "qwen2", SubwordTokenizer.read(json, qwen.toString()));
    }
    return cases;
  }

  private static void addCases(List<Object[]> cases, String name, SubwordTokenizer tokenizer)
      throws IOException {
    String file = "ggml-vocab-" + name + ".gguf";
    List<SubwordTokenizer> both = List.of(tokenizer, writtenAndRead(tokenizer));
    String[] texts = Files.readString(FOLDER.resolve(file + ".inp")).split(SEPARATOR, -1);
    List<String> ids = Files.readAllLines(FOLDER.resolve(file + ".out"));
    for (int i = 0; i < texts.length - 1; i++) {
      cases.add(new Object[] {name + " " + i, both, texts[i], ids.get(i).trim()});
    }
  }

  private static SubwordTokenizer writtenAndRead(SubwordTokenizer tokenizer) throws IOException {
    StringWriter json = new StringWriter();
    tokenizer.write(json);
    return SubwordTokenizer.read(new StringReader(json.toString()), "written");
  }

  @Test
  public void encode_publishedText_givesPublishedIds() {
    int[] found = tokenizer.encode(text);

    assertThat(spaced(found)).as(text).isEqualTo(ids);
    assertThat(tokenizer.decode(found, found.length)).isEqualTo(text);
  }

  @Test
  public void encode_asTokenizerJson_givesTheSame() {
    assertThat(spaced(written.encode(text))).as(text).isEqualTo(ids);
  }

  private static String spaced(int[] ids) {
    return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
