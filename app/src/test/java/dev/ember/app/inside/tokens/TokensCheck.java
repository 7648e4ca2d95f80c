package dev.ember.app.inside.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ember.app.inside.ImportedModel;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** {@link TokenCutter} and {@link Vocabulary} over the tokenizer of an imported model. */
public final class TokensCheck {
  private static final int VOCABULARY = 49_152;
  private static final int HEX = 16;

  private TokensCheck() {}

  /** A hundred texts, emoji and Chinese among them. */
  public static void run(ImportedModel imported) throws IOException {
    SubwordTokenizer tokenizer = imported.open().tokenizer();
    TokenCutter cutter = new TokenCutter(tokenizer);
    int split = 0;
    for (JsonElement element : ImportedModel.tokens()) {
      JsonObject sample = element.getAsJsonObject();
      String text = sample.get("text").getAsString();
      boolean named =
          tokenizer.specialTokens().stream().anyMatch(each -> text.contains(each.content()));
      int[] tokens = named ? tokenizer.encodeWithSpecialTokens(text) : tokenizer.encode(text);
      assertThat(tokens).as(text).isEqualTo(ImportedModel.ints(sample.getAsJsonArray("ids")));
      List<TokenPiece> pieces = cutter.pieces(tokens);
      assertThat(pieces).extracting(TokenPiece::id).containsExactly(boxed(tokens));
      assertThat(new String(bytes(pieces), UTF_8)).isEqualTo(text);
      split += (int) pieces.stream().filter(TokenPiece::split).count();
    }
    assertThat(split).as("parts of characters").isPositive();

    Vocabulary vocabulary = new Vocabulary(tokenizer);
    assertThat(vocabulary.size()).isEqualTo(VOCABULARY);
    assertThat(vocabulary.latin()).isBetween(VOCABULARY / 2, VOCABULARY);
    int hello = tokenizer.encode("Hello")[0];
    Vocabulary.Origin origin = Objects.requireNonNull(vocabulary.origin(hello));
    assertThat(origin.left() + origin.right()).isEqualTo("Hello");
    assertThat(origin.rank()).isBetween(1, vocabulary.merges());
  }

  private static Integer[] boxed(int[] tokens) {
    Integer[] boxed = new Integer[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      boxed[i] = tokens[i];
    }
    return boxed;
  }

  private static byte[] bytes(List<TokenPiece> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (TokenPiece piece : pieces) {
      for (String hex : piece.hexBytes().split(" ", -1)) {
        all.write(Integer.parseInt(hex, HEX));
      }
    }
    return all.toByteArray();
  }
}
