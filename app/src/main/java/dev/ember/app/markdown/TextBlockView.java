package dev.ember.app.markdown;

import android.text.Spanned;
import android.text.method.LinkMovementMethod;
import android.text.style.ClickableSpan;
import android.view.Gravity;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import dev.ember.app.R;
import io.noties.markwon.core.spans.OrderedListItemSpan;
import java.util.List;

/** Paragraphs, headings, lists and quotes; and a formula on a line of its own, in the middle. */
final class TextBlockView implements BlockView {
  private final GrowingTextView text;
  private final MarkdownText markdown;

  TextBlockView(ViewGroup parent, MarkdownText markdown) {
    this.markdown = markdown;
    text =
        (GrowingTextView)
            LayoutInflater.from(parent.getContext()).inflate(R.layout.block_text, parent, false);
  }

  @Override
  public View view() {
    return text;
  }

  @Override
  public void show(MarkdownBlock block) {
    boolean formula = block.kind() == MarkdownBlock.Kind.FORMULA;
    text.setGravity(formula ? Gravity.CENTER_HORIZONTAL : Gravity.START);
    text.setTextAlignment(formula ? View.TEXT_ALIGNMENT_CENTER : View.TEXT_ALIGNMENT_TEXT_START);
    CharSequence drawn =
        formula ? Formula.read(withoutFences(block.source())) : markdown.draw(block.source());
    // A number that is wider than its margin would push its line over the edge when it is drawn.
    OrderedListItemSpan.measure(text, drawn);
    text.setText(drawn);
    text.marks().showFields(InlineCode.fields(drawn, text.getContext()));
    boolean links =
        drawn instanceof Spanned spanned
            && spanned.getSpans(0, spanned.length(), ClickableSpan.class).length > 0;
    if (links) {
      text.setMovementMethod(LinkMovementMethod.getInstance());
    } else if (text.getMovementMethod() != null) {
      text.setMovementMethod(null);
    }
  }

  /** {@code "$$x$$"} and {@code "\[x\]"} are x. */
  private static String withoutFences(String source) {
    String formula = source.trim();
    return formula.length() < 4 ? "" : formula.substring(2, formula.length() - 2);
  }

  @Override
  public List<Text> texts() {
    return List.of(new Text(text.getText(), text.marks(), false));
  }

  @Override
  public void setGrowing(boolean growing) {
    text.setGrowing(growing);
  }

  @Override
  public void setTextColor(int color) {
    text.setTextColor(color);
  }
}
