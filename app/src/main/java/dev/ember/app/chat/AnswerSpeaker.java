package dev.ember.app.chat;

import android.view.View;
import android.view.accessibility.AccessibilityManager;
import dev.ember.app.R;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has TalkBack read an answer while it is written, a sentence at a time and without the marks of
 * its Markdown, and say when it is done.
 */
final class AnswerSpeaker {
  private final View view;
  private final AccessibilityManager listeners;
  private @Nullable Long following;
  private SentenceFeed feed;

  AnswerSpeaker(View view) {
    this.view = view;
    listeners = view.getContext().getSystemService(AccessibilityManager.class);
    feed = SpokenMessage.feed(view.getContext());
  }

  void hear(List<ChatItem> items) {
    if (!listeners.isEnabled()) {
      following = null; // who listens again later does not hear the rest of this one then
      return; // to look for sentences takes its time of each frame
    }
    for (ChatItem item : items) {
      if (item instanceof ChatItem.Answer answer) {
        hear(answer);
      }
    }
  }

  private void hear(ChatItem.Answer answer) {
    boolean followed = following != null && following == answer.id();
    if (answer.streaming()) {
      if (!followed) {
        following = answer.id();
        feed = SpokenMessage.feed(view.getContext());
      }
      say(feed.next(answer.text()));
    } else if (followed) {
      following = null;
      say(feed.rest(answer.text()));
      view.announceForAccessibility(view.getContext().getString(R.string.answer_finished));
    }
  }

  private void say(List<String> sentences) {
    for (String sentence : sentences) {
      view.announceForAccessibility(sentence);
    }
  }
}
