package dev.ember.app.inside.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.SmallTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** With a tokenizer whose tokens are bytes. */
public final class StepTextTest {

  @Test
  public void of_characterOfSeveralTokens_isThereWithTheLastOfThem() throws IOException {
    StepText text = text("a\u6708b", false);
    assertThat(text.text()).isEqualTo("a\u6708b");
    assertThat(text.ends()).containsExactly(1, 1, 1, 2, 3);
    assertThat(text.start(0)).isZero();
    assertThat(text.start(4)).isEqualTo(2);
    assertThat(text.start(5)).isEqualTo(3);
  }

  @Test
  public void partsFrom_otherToken_isTheFirstOne() throws IOException {
    assertThat(text("cat", false).partsFrom(text("cow", false))).isEqualTo(1);
    assertThat(text("cow", false).partsFrom(text("catch", false))).isEqualTo(1);
  }

  @Test
  public void partsFrom_oneOnlyFurtherOn_isNone() throws IOException {
    assertThat(text("cat", false).partsFrom(text("catch", false))).isNull();
    assertThat(text("", false).partsFrom(text("", false))).isNull();
    assertThat(text("cat", true).partsFrom(text("cat", false))).isNull();
    assertThat(text("catch", true).partsFrom(text("cat", false))).isNull();
  }

  @Test
  public void partsFrom_oneEndedWhereTheOtherGoesOn_isThatPlace() throws IOException {
    assertThat(text("cat", true).partsFrom(text("catch", false))).isEqualTo(3);
    assertThat(text("catch", false).partsFrom(text("cat", true))).isEqualTo(3);
  }

  @Test
  public void isAsLongAs_endOrTokenMore_isFalse() throws IOException {
    assertThat(text("cat", false).isAsLongAs(text("cow", false))).isTrue();
    assertThat(text("cat", true).isAsLongAs(text("cat", true))).isTrue();
    assertThat(text("cat", true).isAsLongAs(text("cat", false))).isFalse();
    assertThat(text("cat", false).isAsLongAs(text("cats", false))).isFalse();
  }

  private static StepText text(String bytes, boolean ended) throws IOException {
    List<Integer> tokens = new ArrayList<>();
    for (byte each : bytes.getBytes(UTF_8)) {
      tokens.add(each & 0xff);
    }
    return StepText.of(SmallTokenizer.create(), tokens, ended);
  }
}
