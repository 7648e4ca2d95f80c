package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import android.view.accessibility.AccessibilityManager;
import dev.ember.app.R;
import dev.ember.app.inside.why.SureWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What TalkBack says of an answer's row. It is made only while somebody listens: to take the marks
 * out of a text is no work for frames. It stands at the view itself, for a delegate of the row is
 * not asked while the list has changes that are not laid out, as it often has while an answer
 * grows.
 */
final class AnswerDescription
    implements View.OnAttachStateChangeListener,
        AccessibilityManager.AccessibilityStateChangeListener {
  private final View row;
  private final Context context;
  private final AccessibilityManager listeners;

  private ChatItem.@Nullable Answer shown;
  private String line = "";

  /** Of a text that grows its whole sentences, of one that is complete all of it. */
  private String words = "";

  private @Nullable String complete;
  private @Nullable Long growing;
  private SentenceFeed feed;

  AnswerDescription(View row) {
    this.row = row;
    context = row.getContext();
    listeners = context.getSystemService(AccessibilityManager.class);
    feed = SpokenMessage.feed(context);
    row.addOnAttachStateChangeListener(this);
  }

  /**
   * @param shownLine below the answer
   */
  void show(ChatItem.Answer answer, String shownLine) {
    shown = answer;
    line = shownLine;
    describe();
  }

  @Override
  public void onViewAttachedToWindow(View view) {
    listeners.addAccessibilityStateChangeListener(this);
    describe();
  }

  @Override
  public void onViewDetachedFromWindow(View view) {
    listeners.removeAccessibilityStateChangeListener(this);
  }

  @Override
  public void onAccessibilityStateChanged(boolean enabled) {
    describe();
  }

  private void describe() {
    if (shown != null) {
      row.setContentDescription(listeners.isEnabled() ? of(shown) : null);
    }
  }

  private String of(ChatItem.Answer answer) {
    if (answer.streaming()) {
      grow(answer);
    } else {
      end(answer.text());
    }
    return answer.streaming()
        ? context.getString(R.string.ember_spoken_streaming, words)
        : SpokenMessage.of(context, parts(answer), answer.branching(), answer.pinned());
  }

  private void grow(ChatItem.Answer answer) {
    if (growing == null || growing != answer.id()) {
      growing = answer.id();
      complete = null;
      feed = SpokenMessage.feed(context);
      words = "";
    }
    for (String sentence : feed.next(answer.text())) {
      words = words.isEmpty() ? sentence : words + " " + sentence;
    }
  }

  private void end(String text) {
    growing = null;
    if (!text.equals(complete)) {
      complete = text;
      words = SpokenMessage.words(context, text);
    }
  }

  /** The words without their marks, which the places of {@code sure} count. */
  private List<String> parts(ChatItem.Answer answer) {
    List<String> parts = new ArrayList<>();
    parts.add(context.getString(R.string.ember_spoken, words, line));
    if (answer.sure() != null && !answer.sure().isEmpty()) {
      parts.add(new SureWords(context).lessSure(answer.text(), answer.sure()));
    }
    return parts;
  }
}
