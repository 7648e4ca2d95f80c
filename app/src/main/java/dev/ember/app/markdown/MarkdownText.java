package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Typeface;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
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
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;

/** Draws Markdown as styled text: what has no view of its own. */
final class MarkdownText {
  /** Of body text, by level: 22, 18 and 16 sp over 16. */
  private static final float[] HEADING_SIZES = {1.375f, 1.125f, 1, 1, 1, 1}; // [6]

  private final Markwon markwon;

  MarkdownText(View view) {
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

  Spanned draw(String markdown) {
    InlineFormulas formulas = InlineFormulas.takenFrom(markdown);
    SpannableStringBuilder drawn =
        new SpannableStringBuilder(markwon.toMarkdown(formulas.text().trim()));
    formulas.putInto(drawn);
    return drawn;
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
          .codeTextColor(color(view, com.google.android.material.R.attr.colorOnSurface))
          .codeBackgroundColor(
              color(view, com.google.android.material.R.attr.colorSurfaceContainerHighest))
          .codeBlockBackgroundColor(color(view, R.attr.emberCodeBlock))
          .blockQuoteColor(color(view, com.google.android.material.R.attr.colorOutlineVariant))
          .thematicBreakColor(color(view, com.google.android.material.R.attr.colorOutlineVariant));
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
