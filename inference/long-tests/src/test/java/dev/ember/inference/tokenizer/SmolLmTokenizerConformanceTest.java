package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * SmolLM's real vocabulary on texts of every kind, those with bytes that have no token included.
 */
@RunWith(Parameterized.class)
public final class SmolLmTokenizerConformanceTest {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"));

  private final Tokenizer tokenizer;
  private final JsonObject expected;

  public SmolLmTokenizerConformanceTest(String name, Tokenizer tokenizer, JsonObject expected) {
    assertThat(name).isNotEmpty();
    this.tokenizer = tokenizer;
    this.expected = expected;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    Path path = FOLDER.resolve("tokenizers/smollm/tokenizer.json");
    List<Object[]> cases = new ArrayList<>();
    try (Reader json = Files.newBufferedReader(path)) {
      Tokenizer tokenizer = SubwordTokenizer.read(json, path.toString());
      for (String file : List.of("tokens.json", "tokens_lossy.json")) {
        for (JsonElement one : array(FOLDER.resolve("real").resolve(file))) {
          cases.add(new Object[] {file + " " + cases.size(), tokenizer, one.getAsJsonObject()});
        }
      }
    }
    return cases;
  }

  @Test
  public void encode_text_givesPublishedIds() {
    String text = expected.get("text").getAsString();
    JsonArray ids = expected.getAsJsonArray("ids");
    int[] found = tokenizer.encodeWithSpecialTokens(text);

    assertThat(found).as(text).hasSize(ids.size());
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as(text).isEqualTo(ids.get(i).getAsInt());
    }
    JsonElement decoded = expected.has("decoded") ? expected.get("decoded") : expected.get("text");
    assertThat(tokenizer.decode(found, found.length)).isEqualTo(decoded.getAsString());
  }

  private static JsonArray array(Path path) throws IOException {
    try (Reader json = Files.newBufferedReader(path)) {
      return JsonParser.parseReader(json).getAsJsonArray();
    }
  }
}
