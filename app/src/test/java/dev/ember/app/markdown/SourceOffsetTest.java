package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class SourceOffsetTest {
  private static void assertSame(String source, String drawn, String word) {
    int offset = SourceOffset.of(source, drawn, drawn.lastIndexOf(word));
    assertThat(source.substring(offset)).startsWith(word);
  }

  @Test
  public void of_plainText_isTheSame() {
    assertThat(SourceOffset.of("hay and oats", "hay and oats", 8)).isEqualTo(8);
  }

  @Test
  public void of_marks_areLeftOut() {
    assertSame("# A **bold** `word` here", "A bold word here", "word");
    assertSame("- one\n- *two*\n- three", "one\ntwo\nthree", "two");
    assertSame("1. 水\n2. **火**", "水\n火", "火");
  }

  @Test
  public void of_link_itsAddressIsLeftOut() {
    assertSame("See [the page](https://a.example/there) there.", "See the page there.", "page");
  }

  @Test
  public void of_repeatedWord_isTheOneThatWasMeant() {
    String drawn = "the cat and the dog";
    assertThat(SourceOffset.of("**the** cat and the dog", drawn, 12)).isEqualTo(16);
  }

  @Test
  public void of_behindTheEnd_isTheLastCharacter() {
    assertThat(SourceOffset.of("**hay**", "hay", 3)).isEqualTo(4);
  }

  @Test
  public void of_madeUpCharacter_isWhereTheOneBeforeStands() {
    assertThat(SourceOffset.of("$\\alpha$ b", "α b", 0)).isZero();
    assertSame("$\\alpha$ b", "α b", "b");
  }

  @Test
  public void of_airAroundCode_isNoSpaceOfTheSource() {
    String source = "Call `sort` on 5\u00a0km";
    String drawn = "Call \u00a0sort\u00a0 on 5\u00a0km";
    assertThat(SourceOffset.of(source, drawn, 5)).isEqualTo(4);
    assertSame(source, drawn, "sort");
    assertSame(source, drawn, "on");
    assertSame(source, drawn, "\u00a0km");
    assertSame(source, drawn, "km");
  }

  @Test
  public void of_emptyText_isTheBeginning() {
    assertThat(SourceOffset.of("", "", 0)).isZero();
  }
}
