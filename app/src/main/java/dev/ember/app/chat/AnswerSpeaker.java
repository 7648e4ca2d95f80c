package dev.ember.app.chat;

import android.view.View;
import dev.ember.app.R;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has TalkBack read an answer while it is written, a sentence at a time, and say when it is done.
 * Without a screen reader the announcements go nowhere.
 */
final class AnswerSpeaker {
  private final View view;
  private @Nullable Long following;
  private SentenceFeed feed = new SentenceFeed();

  AnswerSpeaker(View view) {
    this.view = view;
  }

  void hear(List<ChatItem> items) {
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
        feed = new SentenceFeed();
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
