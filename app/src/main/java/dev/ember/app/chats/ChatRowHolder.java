package dev.ember.app.chats;

import android.content.Context;
import android.content.res.Resources;
import android.graphics.Typeface;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.BackgroundColorSpan;
import android.text.style.ForegroundColorSpan;
import android.text.style.StyleSpan;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;

/** One chat of the list: name and time, and below them its state or its last words. */
final class ChatRowHolder extends RecyclerView.ViewHolder {
  private final TextView title;
  private final TextView time;
  private final TextView preview;
  private final View cursor;
  private final View broken;
  private final View pin;
  private final RowTime rowTime;

  ChatRowHolder(ViewGroup parent) {
    super(LayoutInflater.from(parent.getContext()).inflate(R.layout.item_chat, parent, false));
    title = ViewCompat.requireViewById(itemView, R.id.chat_title);
    time = ViewCompat.requireViewById(itemView, R.id.chat_time);
    preview = ViewCompat.requireViewById(itemView, R.id.chat_preview);
    cursor = ViewCompat.requireViewById(itemView, R.id.chat_cursor);
    broken = ViewCompat.requireViewById(itemView, R.id.chat_broken);
    pin = ViewCompat.requireViewById(itemView, R.id.chat_pin);
    rowTime = new RowTime(parent.getContext());
    if (parent.getResources().getConfiguration().fontScale >= LARGE_FONT) {
      title.setMaxLines(2);
      preview.setMaxLines(2);
    }
  }

  /** From here on lines wrap once more rather than end in dots. */
  private static final float LARGE_FONT = 1.3f;

  /**
   * @param open whether it lies open beside the list
   */
  void bind(ChatListItem.Chat chat, boolean open, long nowMs) {
    ChatRow row = chat.row();
    title.setText(marked(name(row), row));
    itemView.setActivated(chat.selected() || open);
    itemView.setSelected(chat.selected() || open);
    pin.setVisibility(visibleIf(row.pinned()));
    preview.setText(secondLine(row));
    preview.setTextColor(MaterialColors.getColor(preview, secondLineColor(row.state())));
    cursor.setVisibility(visibleIf(row.state() == ChatRow.State.ANSWERING));
    broken.setVisibility(visibleIf(row.state() == ChatRow.State.INTERRUPTED));
    bindTime(row, nowMs);
  }

  /** When the chat was last written in; the row shows the chat already. */
  void bindTime(ChatRow row, long nowMs) {
    String label = rowTime.label(row.updatedAtMs(), nowMs);
    if (!label.contentEquals(time.getText())) {
      time.setText(label);
    }
    itemView.setContentDescription(
        itemView.getContext().getString(R.string.row_spoken, name(row), label, spoken(row)));
  }

  private String name(ChatRow row) {
    return row.title() == null ? itemView.getContext().getString(R.string.new_chat) : row.title();
  }

  private String spoken(ChatRow row) {
    Context context = itemView.getContext();
    String text = preview.getText().toString();
    return row.pinned() ? text + " " + context.getString(R.string.row_pinned) : text;
  }

  /** What a search has found stands out. */
  private CharSequence marked(String text, ChatRow row) {
    if (row.found() == null) {
      return text;
    }
    SpannableStringBuilder line = new SpannableStringBuilder(text);
    int color =
        MaterialColors.getColor(
            itemView, com.google.android.material.R.attr.colorSecondaryContainer);
    for (Highlight.Range range : Highlight.ranges(text, row.found().terms())) {
      line.setSpan(
          new BackgroundColorSpan(color),
          range.start(),
          range.end(),
          Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
      line.setSpan(
          new StyleSpan(Typeface.BOLD),
          range.start(),
          range.end(),
          Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    }
    return line;
  }

  private CharSequence secondLine(ChatRow row) {
    Context context = itemView.getContext();
    Resources words = itemView.getResources();
    return switch (row.state()) {
      case ANSWERING ->
          row.tokens() == 0
              ? context.getString(R.string.row_answering)
              : words.getQuantityString(R.plurals.row_answering_tokens, row.tokens(), row.tokens());
      case INTERRUPTED ->
          row.tokens() == 0
              ? context.getString(R.string.row_interrupted)
              : words.getQuantityString(
                  R.plurals.row_interrupted_tokens, row.tokens(), row.tokens());
      case DRAFT -> draft(row.preview());
      case IDLE ->
          row.preview().isEmpty()
              ? context.getString(
                  row.found() == null ? R.string.row_no_messages : R.string.row_title_found)
              : marked(row.preview(), row);
    };
  }

  private CharSequence draft(String text) {
    String word = itemView.getContext().getString(R.string.row_draft);
    SpannableStringBuilder line =
        new SpannableStringBuilder(
            itemView.getContext().getString(R.string.row_draft_line, word, text));
    int color = MaterialColors.getColor(itemView, androidx.appcompat.R.attr.colorPrimary);
    line.setSpan(
        new ForegroundColorSpan(color), 0, word.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    line.setSpan(new StyleSpan(Typeface.BOLD), 0, word.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    return line;
  }

  private static int secondLineColor(ChatRow.State state) {
    return switch (state) {
      case ANSWERING -> androidx.appcompat.R.attr.colorPrimary;
      case INTERRUPTED -> R.attr.emberCaution;
      case DRAFT, IDLE -> com.google.android.material.R.attr.colorOnSurfaceVariant;
    };
  }

  private static int visibleIf(boolean condition) {
    return condition ? View.VISIBLE : View.GONE;
  }
}
