package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Typeface;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.SpannedString;
import android.util.LruCache;
import android.view.View;
import androidx.annotation.AttrRes;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import io.noties.markwon.AbstractMarkwonPlugin;
import io.noties.markwon.Markwon;
import io.noties.markwon.MarkwonVisitor;
import io.noties.markwon.SoftBreakAddsNewLinePlugin;
import io.noties.markwon.core.MarkwonTheme;
import io.noties.markwon.ext.strikethrough.StrikethroughPlugin;
import io.noties.markwon.ext.tasklist.TaskListPlugin;
import java.util.concurrent.atomic.AtomicInteger;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * Draws Markdown as styled text: what has no view of its own. Keeps what it has drawn last, so that
 * a row which scrolls into sight costs the main thread no parsing ({@link #prepare}).
 *
 * <h2>Threading model</h2>
 *
 * The constructor on the main thread, the rest on any.
 */
public final class MarkdownText {
  /** Of body text, by level: 22, 18 and 16 sp over 16. */
  private static final float[] HEADING_SIZES = {1.375f, 1.125f, 1, 1, 1, 1}; // [6]

  /** Characters of source: the rows around the reader and one long answer, in about a megabyte. */
  private static final int KEPT_CHARACTERS = 100_000;

  /** Quotes in quotes: more are wider than a tablet. A list's level is two of these. */
  private static final int MOST_DEEP = 32;

  private final Markwon markwon;
  private final LruCache<String, Spanned> drawn =
      new LruCache<>(KEPT_CHARACTERS) {
        @Override
        protected int sizeOf(String source, Spanned text) {
          return source.length() + 1;
        }
      };
  private final AtomicInteger drawnLate = new AtomicInteger();

  /**
   * @param view whose theme has the colours
   */
  public MarkdownText(View view) {
    Context context = view.getContext();
    markwon =
        Markwon.builder(context)
            .usePlugin(StrikethroughPlugin.create())
            .usePlugin(
                TaskListPlugin.create(
                    color(view, androidx.appcompat.R.attr.colorPrimary),
                    color(view, com.google.android.material.R.attr.colorOutline),
                    color(view, com.google.android.material.R.attr.colorOnPrimary)))
            .usePlugin(SoftBreakAddsNewLinePlugin.create())
            .usePlugin(new EmberLook(view))
            .usePlugin(new HtmlAsItStands())
            .build();
  }

  /** Draws what {@link #draw} will be asked for when a view shows {@code text}. */
  public void prepare(String text) {
    for (MarkdownBlock block : MarkdownBlocks.split(text)) {
      if (block.kind() == MarkdownBlock.Kind.TEXT && drawn.get(block.source()) == null) {
        drawn.put(block.source(), drawn(block.source()));
      }
    }
  }

  /** How many texts were drawn no earlier than they were shown. */
  public int drawnLate() {
    return drawnLate.get();
  }

  Spanned draw(String markdown) {
    Spanned text = drawn.get(markdown);
    if (text == null) {
      drawnLate.incrementAndGet();
      text = drawn(markdown);
      drawn.put(markdown, text);
    }
    return text;
  }

  /**
   * What lies too deep, or would be nothing, as a link's definition, is shown as it was written.
   */
  private Spanned drawn(String markdown) {
    InlineFormulas formulas = InlineFormulas.takenFrom(markdown);
    Node parsed = parsed(formulas.text().trim());
    Spanned rendered = parsed == null ? new SpannedString("") : markwon.render(parsed);
    if (rendered.length() == 0) {
      return new SpannedString(markdown.trim());
    }
    SpannableStringBuilder text = new SpannableStringBuilder(rendered);
    formulas.putInto(text);
    return new SpannedString(text); // which a view takes as it is, uncopied
  }

  private @Nullable Node parsed(String markdown) {
    try {
      Node parsed = markwon.parse(markdown);
      return isShallow(parsed) ? parsed : null;
    } catch (StackOverflowError deep) { // it calls itself for each emphasis within another
      return null;
    }
  }

  /** Whoever walks through a text calls itself for each level; this does not. */
  private static boolean isShallow(Node document) {
    int depth = 0;
    Node at = document;
    while (at != null) {
      if (at.getFirstChild() != null) {
        at = at.getFirstChild();
        if (++depth > MOST_DEEP) {
          return false;
        }
      } else {
        while (at != null && at.getNext() == null) {
          at = at.getParent();
          depth--;
        }
        at = at == null ? null : at.getNext();
      }
    }
    return true;
  }

  private static int color(View view, @AttrRes int role) {
    return MaterialColors.getColor(view, role);
  }

  private static final class EmberLook extends AbstractMarkwonPlugin {
    private final View view;

    EmberLook(View view) {
      this.view = view;
    }

    @Override
    public void configureTheme(MarkwonTheme.Builder theme) {
      theme
          .headingTextSizeMultipliers(HEADING_SIZES)
          .headingTypeface(Typeface.DEFAULT_BOLD)
          .headingBreakHeight(0)
          .blockMargin(view.getResources().getDimensionPixelSize(R.dimen.markdown_indent))
          .bulletWidth(view.getResources().getDimensionPixelSize(R.dimen.markdown_bullet))
          .linkColor(color(view, androidx.appcompat.R.attr.colorPrimary))
          .codeTypeface(Typeface.MONOSPACE)
          .codeTextSize(view.getResources().getDimensionPixelSize(R.dimen.code_text))
          .codeBlockBackgroundColor(color(view, R.attr.emberCodeBlock))
          .blockQuoteColor(color(view, com.google.android.material.R.attr.colorOutlineVariant))
          .thematicBreakColor(color(view, com.google.android.material.R.attr.colorOutlineVariant));
    }

    @Override
    public void configureVisitor(MarkwonVisitor.Builder visitors) {
      visitors.on(Code.class, InlineCode::append);
    }
  }

  /** A model that writes {@code List<String>} means those words. */
  private static final class HtmlAsItStands extends AbstractMarkwonPlugin {
    @Override
    public void configureVisitor(MarkwonVisitor.Builder visitors) {
      visitors
          .on(HtmlInline.class, (visitor, html) -> visitor.builder().append(html.getLiteral()))
          .on(
              HtmlBlock.class,
              (visitor, html) -> {
                visitor.blockStart(html);
                visitor.builder().append(html.getLiteral());
                visitor.blockEnd(html);
              });
    }
  }
}
