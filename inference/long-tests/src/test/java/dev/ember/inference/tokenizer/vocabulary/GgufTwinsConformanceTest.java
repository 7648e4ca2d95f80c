package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** Vocabularies of GGUF files whose ids another implementation gave. */
public final class GgufTwinsConformanceTest {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"));

  @Test
  public void smallCheckpoints_giveTheIdsOfTheirTokenizerJson() throws IOException {
    for (String family : new String[] {"llama", "qwen2", "qwen3"}) {
      Path folder = FOLDER.resolve("hf").resolve(family);
      SubwordTokenizer tokenizer = read(folder.resolve("gguf/" + family + "-F32.gguf"));
      for (JsonElement one : json(folder, "tokenizer_expected.json").getAsJsonArray("cases")) {
        JsonObject expected = one.getAsJsonObject();
        String text = expected.get("text").getAsString();
        assertThat(tokenizer.encode(text))
            .as(family + ": " + text)
            .isEqualTo(ids(expected.getAsJsonArray("ids_without_special")));
      }
    }
  }

  @Test
  public void smolLm2_givesTheIdsOfTwoImplementations() throws IOException {
    Path folder = FOLDER.resolve("real");
    SubwordTokenizer tokenizer = read(folder.resolve("SmolLM2-135M-Instruct.Q4_1.gguf"));
    int checked = 0;
    for (String file : new String[] {"tokens.json", "tokens_lossy.json"}) {
      try (Reader reader = Files.newBufferedReader(folder.resolve(file))) {
        for (JsonElement one : JsonParser.parseReader(reader).getAsJsonArray()) {
          JsonObject expected = one.getAsJsonObject();
          String text = expected.get("text").getAsString();
          assertThat(tokenizer.encodeWithSpecialTokens(text))
              .as(text)
              .isEqualTo(ids(expected.getAsJsonArray("ids")));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  private static SubwordTokenizer read(Path gguf) throws IOException {
    StringWriter json = new StringWriter();
    new SubwordTokenizer(GgufMetadata.vocabulary(gguf).definition()).write(json);
    return SubwordTokenizer.read(new StringReader(json.toString()), gguf.toString());
  }

  private static JsonObject json(Path folder, String file) throws IOException {
    try (Reader reader = Files.newBufferedReader(folder.resolve(file))) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static int[] ids(JsonArray ids) {
    int[] values = new int[ids.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids.get(i).getAsInt();
    }
    return values;
  }
}
