package dev.ember.app.inside.page;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.res.Resources;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class PieceSpellingTest {
  /** Pieces of a real vocabulary that are easily taken for each other. */
  private static final List<String> ALIKE =
      List.of(
          " ", "  ", "    ", "     ", "\n", "\n\n", "\t", "\t\t", " \n", "\n ", "\r", "\r\n",
          "\u3000", "\u00a0", "the", " the", "  the", "\nthe", "the\n", "the ");

  private final Resources words = RuntimeEnvironment.getApplication().getResources();

  private String aloud(String piece) {
    return PieceSpelling.aloud(words, piece);
  }

  @Test
  public void exact_whiteSpace_hasAMarkForEach() {
    assertThat(PieceSpelling.exact(" the")).isEqualTo("·the");
    assertThat(PieceSpelling.exact("\n\n")).isEqualTo("↵↵");
    assertThat(PieceSpelling.exact("\n    \t")).isEqualTo("↵····⇥");
    assertThat(PieceSpelling.exact("        ")).isEqualTo("·×8");
    assertThat(PieceSpelling.exact("\u3000\u00a0")).isEqualTo("□U+00A0");
    assertThat(PieceSpelling.exact("")).isEmpty();
  }

  @Test
  public void name_oneSpaceBeforeAWordAndThoseWithin_areNotMarked() {
    assertThat(PieceSpelling.name(" the")).isEqualTo("the");
    assertThat(PieceSpelling.name(" light years")).isEqualTo("light years");
    assertThat(PieceSpelling.name("  the")).isEqualTo("··the");
    assertThat(PieceSpelling.name(".\n")).isEqualTo(".↵");
    assertThat(PieceSpelling.name("a\tb")).isEqualTo("a⇥b");
    assertThat(PieceSpelling.name(" ")).isEqualTo("·");
    assertThat(PieceSpelling.name("\u2248\uD83D\uDE00")).isEqualTo("\u2248\uD83D\uDE00");
  }

  @Test
  public void aloud_whiteSpace_isNamedAndCounted() {
    assertThat(aloud(" the")).isEqualTo("the");
    assertThat(aloud(" ")).isEqualTo("space");
    assertThat(aloud("\n\nthe")).isEqualTo("2 line breaks, the");
    assertThat(aloud("\n    ")).isEqualTo("line break, 4 spaces");
    assertThat(aloud(".\t")).isEqualTo("., tab");
    assertThat(aloud("\u3000")).isEqualTo("wide space");
    assertThat(aloud("\r")).isEqualTo("character U+000D");
    assertThat(PieceSpelling.exactAloud(words, " the")).isEqualTo("the, with the space before it");
    assertThat(PieceSpelling.exactAloud(words, "the")).isEqualTo("the");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void aloud_inChinese_countsToo() {
    assertThat(aloud("\n  ")).isEqualTo("1 个换行，2 个空格");
  }

  @Test
  public void pieces_thatAreNotTheSame_neitherLookNorSoundAlike() {
    assertThat(ALIKE.stream().map(PieceSpelling::exact).collect(Collectors.toList()))
        .doesNotHaveDuplicates();
    assertThat(
            ALIKE.stream()
                .map(piece -> PieceSpelling.exactAloud(words, piece))
                .collect(Collectors.toList()))
        .doesNotHaveDuplicates();
  }
}
