package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import android.app.Application;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.text.Spanned;
import android.text.TextPaint;
import android.text.style.MetricAffectingSpan;
import android.text.style.StrikethroughSpan;
import android.text.style.SubscriptSpan;
import android.text.style.SuperscriptSpan;
import android.view.ContextThemeWrapper;
import android.view.View;
import android.widget.TableLayout;
import android.widget.TableRow;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.sure.MarkedTextView;
import dev.ember.app.sure.TextMarks;
import io.noties.markwon.core.spans.EmphasisSpan;
import io.noties.markwon.core.spans.OrderedListItemSpan;
import io.noties.markwon.core.spans.StrongEmphasisSpan;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Styled text: Markdown by Markwon, formulas by us. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class MarkdownTextTest {
  /** Less than any of the app's threads has. */
  private static final int SMALL_STACK_BYTES = 1 << 18;

  private MarkdownText markdown;
  private MarkdownView view;

  @Before
  public void make() {
    ContextThemeWrapper context =
        new ContextThemeWrapper(ApplicationProvider.getApplicationContext(), R.style.Theme_Ember);
    markdown = new MarkdownText(new View(context));
    view = new MarkdownView(context, null);
  }

  @Test
  public void draw_emphasis_isStyled() {
    Spanned drawn = markdown.draw("a **bold** *slanted* ~~old~~ word");

    assertThat(drawn.toString()).isEqualTo("a bold slanted old word");
    assertThat(styled(drawn, StrongEmphasisSpan.class)).isEqualTo("bold");
    assertThat(styled(drawn, EmphasisSpan.class)).isEqualTo("slanted");
    assertThat(styled(drawn, StrikethroughSpan.class)).isEqualTo("old");
  }

  @Test
  public void draw_html_losesNoWord() {
    assertThat(markdown.draw("A List<String> and <b>this</b>.").toString())
        .isEqualTo("A List<String> and <b>this</b>.");
    assertThat(markdown.draw("<div>\nall\n</div>").toString()).isEqualTo("<div>\nall\n</div>");
  }

  /** As a pasted line may be, or one of a model that goes round in circles. */
  @Test
  public void draw_nestedWithoutEnd_isShownAsItWasWritten() throws Exception {
    for (String mark : List.of(">", "> ", "- ", "1. ", "*", "**a ", "![")) {
      String deep = mark.repeat(4_000) + "word" + mark.trim().repeat(4_000);
      String[] drawn = new String[1];
      Thread thread =
          new Thread(
              null, () -> drawn[0] = markdown.draw(deep).toString(), mark, SMALL_STACK_BYTES);
      thread.start();
      thread.join();
      assertThat(drawn[0]).as(mark).contains("word");
    }
  }

  @Test
  public void draw_whatWouldBeNothing_isShownAsItWasWritten() {
    String definition = "[a]: https://example.org";
    assertThat(markdown.draw(definition).toString()).isEqualTo(definition);
  }

  @Test
  public void draw_sixQuotesAndLists_areStyled() {
    assertThat(markdown.draw("> ".repeat(6) + "word").toString()).isEqualTo("word");
    assertThat(markdown.draw("- ".repeat(6) + "word").toString()).isEqualTo("word");
  }

  @Test
  public void draw_singleLineEnds_stay() {
    assertThat(markdown.draw("roses\nviolets").toString()).isEqualTo("roses\nviolets");
  }

  @Test
  public void draw_formulaInASentence_isReadable() {
    Spanned drawn = markdown.draw("So $x_1^2 \\leq \\alpha * \\frac{a}{b}$ and \\(y\\).");

    assertThat(drawn.toString()).isEqualTo("So x12 ≤ α * a⁄b and y.");
    assertThat(styled(drawn, SubscriptSpan.class)).isEqualTo("1");
    assertThat(drawn.getSpans(0, drawn.length(), SuperscriptSpan.class)).hasSize(2);
    assertThat(markdown.draw("$n \\log_2 n$").toString()).isEqualTo("n log2 n");
  }

  @Test
  public void draw_subscript_staysWithinItsLine() {
    Spanned drawn = markdown.draw("$x_2$");
    TextPaint paint = new TextPaint();
    paint.setTextSize(100);
    int descent = paint.getFontMetricsInt().descent;
    for (SubscriptSpan lowered : drawn.getSpans(0, drawn.length(), SubscriptSpan.class)) {
      lowered.updateDrawState(paint);
    }
    assertThat(paint.baselineShift).isBetween(1, descent);
  }

  @Test
  public void draw_money_isNoFormula() {
    assertThat(markdown.draw("It costs $5 or $6, not $ 7.").toString())
        .isEqualTo("It costs $5 or $6, not $ 7.");
  }

  @Test
  public void draw_dollarsInCode_stay() {
    assertThat(markdown.draw("`$a$` and `$b`").toString()).contains("$a$").contains("$b");
  }

  @Test
  public void show_codeInASentence_liesOnAFieldWithAir() {
    view.show("Call `sort` on it.\n\n| a | b |\n|---|---|\n| `x` | 1 |", false);

    GrowingTextView sentence = (GrowingTextView) view.getChildAt(0);
    assertThat(sentence.getText().toString()).isEqualTo("Call \u00a0sort\u00a0 on it.");
    TextMarks.Mark field = sentence.marks().fields().get(0);
    assertThat(sentence.getText().subSequence(field.start(), field.end()).toString())
        .isEqualTo("\u00a0sort\u00a0");
    assertThat(field.fill()).isNotZero();
    TableRow row = (TableRow) ((TableLayout) view.findViewById(R.id.table)).getChildAt(1);
    assertThat(((MarkedTextView) row.getChildAt(0)).marks().fields()).hasSize(1);
    assertThat(((MarkedTextView) row.getChildAt(1)).marks().fields()).isEmpty();
  }

  /** Otherwise it takes that room when it is drawn, and its line runs over the edge. */
  @Test
  public void show_longNumbersOfAList_haveRoomFromTheBeginning() {
    view.show("1000. cows\n1001. cats", false);

    GrowingTextView list = (GrowingTextView) view.getChildAt(0);
    Spanned text = (Spanned) list.getText();
    OrderedListItemSpan first = text.getSpans(0, 1, OrderedListItemSpan.class)[0];
    assertThat(first.getLeadingMargin(true))
        .isGreaterThanOrEqualTo((int) list.getPaint().measureText("1000."))
        .isGreaterThan(list.getResources().getDimensionPixelSize(R.dimen.markdown_indent));
  }

  @Test
  public void show_codeThatGoes_takesItsFieldAway() {
    view.show("Call `sort` on it", true);
    view.show("Call no one", true);
    assertThat(((GrowingTextView) view.getChildAt(0)).marks().fields()).isEmpty();
  }

  @Test
  public void show_codeInAHeading_hasAFieldAsHighAsItsLetters() {
    view.show("# Call `sort`\n\nCall `sort`", false);
    TextView heading = (TextView) view.getChildAt(0);
    TextView sentence = (TextView) view.getChildAt(1);
    float larger = letterSize(heading) / letterSize(sentence);

    assertThat(larger).isGreaterThan(1.2f);
    assertThat(fieldRows(heading) / (float) fieldRows(sentence)).isCloseTo(larger, offset(0.1f));
  }

  private static float letterSize(TextView view) {
    TextPaint paint = new TextPaint(view.getPaint());
    for (MetricAffectingSpan span :
        ((Spanned) view.getText()).getSpans(0, 1, MetricAffectingSpan.class)) {
      span.updateMeasureState(paint);
    }
    return paint.getTextSize();
  }

  /** How many rows of pixels the fields of a text fill. */
  private static int fieldRows(TextView text) {
    text.measure(View.MeasureSpec.UNSPECIFIED, View.MeasureSpec.UNSPECIFIED);
    int width = text.getMeasuredWidth();
    int height = text.getMeasuredHeight();
    Bitmap picture = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888);
    ((GrowingTextView) text).marks().draw(new Canvas(picture));
    int[] pixels = new int[width * height];
    picture.getPixels(pixels, 0, width, 0, 0, width, height);
    return (int)
        IntStream.range(0, height)
            .filter(y -> Arrays.stream(pixels, y * width, (y + 1) * width).anyMatch(p -> p != 0))
            .count();
  }

  @Test
  public void formula_unknownCommandAndOpenBraces_loseNothing() {
    assertThat(Formula.read("\\foo{x} + \\sqrt{a+b").toString()).isEqualTo("\\foox + √(a+b)");
    assertThat(Formula.read("\\sum_{i=1}^n i").toString()).isEqualTo("∑i=1n i");
    assertThat(Formula.read("\\").toString()).isEqualTo("\\");
  }

  @Test
  public void show_growingText_keepsTheViewsOfFinishedBlocks() {
    view.show("First.\n\nSec", true);
    View first = view.getChildAt(0);
    View second = view.getChildAt(1);

    view.show("First.\n\nSecond.\n\n```java\nint", true);

    assertThat(view.getChildAt(0)).isSameAs(first);
    assertThat(view.getChildAt(1)).isSameAs(second);
    assertThat(view.blocks()).isEqualTo(3);
    assertThat(view.getChildAt(2).getId()).isNotEqualTo(first.getId());
  }

  @Test
  public void show_onlyTheLastBlock_hasTheCursor() {
    view.show("First.\n\nSec", true);

    assertThat(((GrowingTextView) view.getChildAt(0)).growing()).isFalse();
    assertThat(((GrowingTextView) view.getChildAt(1)).growing()).isTrue();

    view.show("First.\n\nSecond.", false);
    assertThat(((GrowingTextView) view.getChildAt(1)).growing()).isFalse();
  }

  @Test
  public void show_emptyAndGrowing_isTheCursorAlone() {
    view.show("", true);
    assertThat(view.blocks()).isEqualTo(1);

    view.show("", false);
    assertThat(view.blocks()).isZero();
  }

  private static String styled(Spanned text, Class<?> style) {
    Object span = text.getSpans(0, text.length(), style)[0];
    return text.subSequence(text.getSpanStart(span), text.getSpanEnd(span)).toString();
  }
}
