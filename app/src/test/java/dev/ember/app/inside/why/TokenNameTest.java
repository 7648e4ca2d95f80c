package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.TokenEnds;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.Test;

/** Of a model whose tables have more rows than its tokenizer has tokens. */
public final class TokenNameTest {
  private static final int NAMELESS = SmallTokenizer.VOCABULARY + 1;

  @Test
  public void of_namelessToken_isItsNumber() throws IOException {
    assertThat(TokenName.of(tokenizer(), NAMELESS, false))
        .isEqualTo(new TokenName(TokenName.Kind.SPECIAL, "#" + NAMELESS));
    assertThat(TokenName.of(tokenizer(), 'a', false))
        .isEqualTo(new TokenName(TokenName.Kind.TEXT, "a"));
  }

  @Test
  public void ends_namelessTokenAmongOthers_areWhereTheirTextEnds() throws IOException {
    TokenEnds ends = TokenEnds.of(tokenizer(), List.of((int) 'a', NAMELESS, (int) 'b'));
    assertThat(ends.text()).isEqualTo("ab");
    assertThat(ends.ends()).containsExactly(1, 1, 2);
  }

  private static SubwordTokenizer tokenizer() throws IOException {
    return SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "tokenizer.json")
        .padded(NAMELESS + 1);
  }
}
