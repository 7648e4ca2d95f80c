package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The tokenizers of the small checkpoints, as Hugging Face's library encodes. */
@RunWith(Parameterized.class)
public final class HuggingFaceTokenizerConformanceTest {
  private static final List<String> FAMILIES =
      List.of(
          "gemma3_text", "gpt2", "llama", "llama3", "mistral", "phi3", "qwen2", "qwen3", "smollm2");
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "hf");

  private final SubwordTokenizer tokenizer;
  private final JsonObject expected;

  public HuggingFaceTokenizerConformanceTest(
      String name, SubwordTokenizer tokenizer, JsonObject expected) {
    assertThat(name).isNotEmpty();
    this.tokenizer = tokenizer;
    this.expected = expected;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    List<Object[]> cases = new ArrayList<>();
    for (String family : FAMILIES) {
      Path folder = FOLDER.resolve(family);
      SubwordTokenizer tokenizer = read(folder.resolve("tokenizer.json"));
      try (Reader json = Files.newBufferedReader(folder.resolve("tokenizer_expected.json"))) {
        for (JsonElement one :
            JsonParser.parseReader(json).getAsJsonObject().getAsJsonArray("cases")) {
          cases.add(new Object[] {family + " " + cases.size(), tokenizer, one.getAsJsonObject()});
        }
      }
    }
    return cases;
  }

  @Test
  public void encode_text_givesTheirIds() {
    String text = expected.get("text").getAsString();

    assertThat(tokenizer.encodeWithSpecialTokens(text)).as(text).isEqualTo(ids());
    assertThat(tokenizer.encodeFramed(text)).as(text).isEqualTo(ids("ids"));
  }

  @Test
  public void decode_theirIds_givesTheirText() {
    assertThat(tokenizer.decode(ids(), ids().length))
        .isEqualTo(expected.get("decoded").getAsString());
  }

  @Test
  public void writtenAndReadAgain_encodesTheSame() throws IOException {
    StringWriter written = new StringWriter();
    tokenizer.write(written);
    SubwordTokenizer again = SubwordTokenizer.read(new StringReader(written.toString()), "written");

    String text = expected.get("text").getAsString();
    assertThat(again.encodeFramed(text)).isEqualTo(ids("ids"));
    assertThat(again.decode(ids(), ids().length)).isEqualTo(expected.get("decoded").getAsString());
  }

  private int[] ids() {
    return ids("ids_without_special");
  }

  private int[] ids(String field) {
    JsonArray ids = expected.getAsJsonArray(field);
    int[] values = new int[ids.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids.get(i).getAsInt();
    }
    return values;
  }

  private static SubwordTokenizer read(Path path) throws IOException {
    try (Reader json = Files.newBufferedReader(path)) {
      return SubwordTokenizer.read(json, path.toString());
    }
  }
}
