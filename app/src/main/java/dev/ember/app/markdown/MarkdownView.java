package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Rect;
import android.text.Spanned;
import android.text.style.ClickableSpan;
import android.util.AttributeSet;
import android.view.GestureDetector;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.sure.SurePlace;
import dev.ember.app.widget.TextPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text, one view below the other. When the text grows, only the last views change; all
 * others stay, and nothing flickers.
 */
public final class MarkdownView extends LinearLayout {
  private static final MarkdownBlock NOTHING = new MarkdownBlock(MarkdownBlock.Kind.TEXT, "");

  private MarkdownText markdown;
  private final List<MarkdownBlock> shown = new ArrayList<>();
  private final List<BlockView> views = new ArrayList<>();
  private String source = "";
  private boolean growing;
  private final BlockTints tints;
  private boolean tinted;
  private int textColor;
  private @Nullable OnLongClickListener onLongClick;
  private @Nullable Runnable onWordTap;
  private final GestureDetector taps;
  private boolean touching;
  private float touchedX;
  private float touchedY;

  public MarkdownView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setOrientation(VERTICAL);
    markdown = new MarkdownText(this);
    tints = new BlockTints(context);
    taps =
        new GestureDetector(
            context,
            new GestureDetector.SimpleOnGestureListener() {
              @Override
              public boolean onSingleTapUp(MotionEvent event) {
                tapped();
                return false;
              }
            });
    textColor = MaterialColors.getColor(this, com.google.android.material.R.attr.colorOnSurface);
  }

  /** Takes the texts from one who has drawn them before. To be called while nothing is shown. */
  public void drawWith(MarkdownText shared) {
    markdown = shared;
  }

  /** The text as it was written. */
  public String source() {
    return source;
  }

  /** Whether more text is to come. */
  public boolean growing() {
    return growing;
  }

  /** How many blocks the text has; of those that were there before, the views are the same. */
  public int blocks() {
    return views.size();
  }

  public void show(String text, boolean isGrowing) {
    boolean cursorComesOrGoes = text.isEmpty() && isGrowing == views.isEmpty();
    boolean changed = !text.equals(source) || cursorComesOrGoes;
    source = text;
    if (changed) {
      showBlocks(text, isGrowing);
    }
    if (changed || growing != isGrowing) {
      growing = isGrowing;
      for (int i = 0; i < views.size(); i++) {
        views.get(i).setGrowing(isGrowing && i == views.size() - 1);
      }
    }
  }

  private void showBlocks(String text, boolean isGrowing) {
    List<MarkdownBlock> blocks = MarkdownBlocks.split(text);
    if (blocks.isEmpty() && isGrowing) {
      blocks = List.of(NOTHING); // the cursor stands there
    }
    for (int i = 0; i < blocks.size(); i++) {
      showBlock(i, blocks.get(i));
    }
    while (views.size() > blocks.size()) {
      remove(views.size() - 1);
    }
  }

  private void showBlock(int index, MarkdownBlock block) {
    if (index < shown.size() && shown.get(index).equals(block)) {
      return;
    }
    if (index < shown.size() && shown.get(index).kind() != block.kind()) {
      while (views.size() > index) {
        remove(views.size() - 1);
      }
    }
    if (index == views.size()) {
      add(block.kind());
      shown.add(block);
    }
    shown.set(index, block);
    views.get(index).show(block);
  }

  private void add(MarkdownBlock.Kind kind) {
    BlockView block =
        switch (kind) {
          case TEXT, FORMULA -> new TextBlockView(this, markdown);
          case CODE -> new CodeBlockView(this);
          case TABLE -> new TableBlockView(this, markdown);
        };
    block.setTextColor(textColor);
    LayoutParams params = (LayoutParams) block.view().getLayoutParams();
    params.topMargin =
        views.isEmpty() ? 0 : getResources().getDimensionPixelSize(R.dimen.markdown_gap);
    views.add(block);
    addView(block.view(), params);
    listenTo(block.view());
  }

  private void remove(int index) {
    removeView(views.remove(index).view());
    shown.remove(index);
  }

  /** Only looks on: links, selections and what scrolls sideways get every touch as before. */
  @Override
  public boolean dispatchTouchEvent(MotionEvent event) {
    int action = event.getActionMasked();
    if (action == MotionEvent.ACTION_DOWN) {
      touchedX = event.getX();
      touchedY = event.getY();
      touching = true;
    }
    boolean taken = super.dispatchTouchEvent(event);
    taps.onTouchEvent(event);
    touching = touching && action != MotionEvent.ACTION_UP && action != MotionEvent.ACTION_CANCEL;
    return taken;
  }

  /** Whether a finger is down; a long press by a key or by TalkBack has none. */
  public boolean isTouched() {
    return touching;
  }

  /**
   * Where in {@link #source} the last touch began: at the character below the finger, or at the
   * beginning of a table.
   */
  public int touchedOffset() {
    int start = 0; // of the block in the text
    for (int i = 0; i < views.size(); i++) {
      View block = views.get(i).view();
      if (touchedY < block.getBottom() || i == views.size() - 1) {
        return start + touchedOffset(block, shown.get(i));
      }
      start += shown.get(i).source().length();
    }
    return start;
  }

  private int touchedOffset(View block, MarkdownBlock content) {
    View code = block.findViewById(R.id.code_text);
    TextPoint point = touchedPoint(code == null ? block : code);
    return point == null
        ? 0
        : SourceOffset.of(content.source(), point.layout().getText(), point.offset());
  }

  /** Null of a table, and of what is not laid out. */
  private @Nullable TextPoint touchedPoint(View view) {
    if (!(view instanceof GrowingTextView text)) {
      return null;
    }
    Rect place = new Rect();
    offsetDescendantRectToMyCoords(text, place);
    return TextPoint.in(text, touchedX - place.left, touchedY - place.top);
  }

  /**
   * What a tap on a word does; {@link #touchedOffset} says on which one. Links keep their taps, and
   * code and tables, which are scrolled and copied, theirs.
   *
   * @param step null for nothing
   */
  public void onWordTap(@Nullable Runnable step) {
    onWordTap = step;
  }

  private void tapped() {
    if (onWordTap != null && isOnPlainWord()) {
      onWordTap.run();
    }
  }

  private static boolean isLink(Spanned text, int start, int end) {
    return text.getSpans(start, end, ClickableSpan.class).length > 0;
  }

  private boolean isOnPlainWord() {
    for (BlockView block : views) {
      TextPoint point = touchedPoint(block.view());
      if (point != null && point.isOnLine()) {
        return !(point.layout().getText() instanceof Spanned text)
            || (!isLink(text, point.offset(), point.offset() + 1)
                && !isLink(text, point.gap(), point.gap())); // it takes touches beside it too
      }
    }
    return false;
  }

  /**
   * Tints words of the text that is shown, until another is.
   *
   * @param places in {@link #source}, in its order; none takes the tints away
   */
  public void tint(List<SurePlace> places) {
    if (places.isEmpty() && !tinted) {
      return;
    }
    tinted = !places.isEmpty();
    int start = 0; // of the block in the text
    for (int i = 0; i < views.size(); i++) {
      String block = shown.get(i).source();
      tints.show(views.get(i), block, start, places);
      start += block.length();
    }
  }

  public void setTextColor(int color) {
    textColor = color;
    views.forEach(block -> block.setTextColor(color));
  }

  /** Views that take touches themselves, as links do, pass long presses on. */
  @Override
  public void setOnLongClickListener(@Nullable OnLongClickListener listener) {
    onLongClick = listener;
    super.setOnLongClickListener(listener);
    views.forEach(block -> listenTo(block.view()));
  }

  private void listenTo(View view) {
    OnLongClickListener listener = onLongClick;
    if (listener == null) {
      return;
    }
    if (view instanceof GrowingTextView || view.getId() == R.id.table) {
      view.setOnLongClickListener(listener);
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        listenTo(group.getChildAt(i));
      }
    }
  }
}
