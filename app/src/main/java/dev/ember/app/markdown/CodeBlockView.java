package dev.ember.app.markdown;

import android.text.SpannableString;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.widget.Clipboard;
import java.util.List;
import java.util.Locale;

/** Code: its language and a button to copy it, and below them the lines, which never wrap. */
final class CodeBlockView implements BlockView {
  private final View root;
  private final TextView language;
  private final GrowingTextView code;
  private String shown = "";

  CodeBlockView(ViewGroup parent) {
    root = LayoutInflater.from(parent.getContext()).inflate(R.layout.block_code, parent, false);
    language = ViewCompat.requireViewById(root, R.id.code_language);
    code = ViewCompat.requireViewById(root, R.id.code_text);
    ViewCompat.requireViewById(root, R.id.code_copy)
        .setOnClickListener(view -> new Clipboard(view.getContext()).copy(shown));
  }

  @Override
  public View view() {
    return root;
  }

  @Override
  public void show(MarkdownBlock block) {
    CodeFence fence = CodeFence.of(block.source());
    shown = fence.code();
    language.setText(name(fence.language()));
    SpannableString colored = new SpannableString(fence.code());
    for (CodeHighlighter.Span span : CodeHighlighter.highlight(fence.code(), fence.language())) {
      colored.setSpan(
          new ForegroundColorSpan(color(span.tone())),
          span.start(),
          span.end(),
          Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    }
    code.setText(colored);
  }

  private String name(String language) {
    return language.isEmpty()
        ? root.getContext().getString(R.string.code)
        : language.substring(0, 1).toUpperCase(Locale.ROOT) + language.substring(1);
  }

  private int color(CodeHighlighter.Tone tone) {
    return MaterialColors.getColor(
        root,
        switch (tone) {
          case KEYWORD -> R.attr.emberCodeKeyword;
          case STRING -> R.attr.emberCodeString;
          case NUMBER_OR_TYPE -> R.attr.emberCodeNumber;
          case COMMENT -> R.attr.emberCodeComment;
        });
  }

  @Override
  public List<Text> texts() {
    return List.of(new Text(code.getText(), code.marks(), true));
  }

  @Override
  public void setGrowing(boolean growing) {
    code.setGrowing(growing);
  }

  /** Code keeps its own colours. */
  @Override
  public void setTextColor(int color) {}
}
