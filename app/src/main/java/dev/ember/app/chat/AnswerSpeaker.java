package dev.ember.app.chat;

import android.view.View;
import android.view.accessibility.AccessibilityManager;
import dev.ember.app.R;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  // A short answer can be whole before anything of it is on the screen.
  private boolean answering;
  private boolean awaited;
  private Set<Long> before = Set.of();

  AnswerSpeaker(View view) {
    this.view = view;
    listeners = view.getContext().getSystemService(AccessibilityManager.class);
    feed = SpokenMessage.feed(view.getContext());
  }

  /**
   * @param nowAnswering whether the chat is being answered
   */
  void hear(boolean nowAnswering, List<ChatItem> items) {
    boolean begins = nowAnswering && !answering;
    answering = nowAnswering;
    if (!listeners.isEnabled()) {
      following = null; // who listens again later does not hear the rest of this one then
      awaited = false;
      return; // to look for sentences takes its time of each frame
    }
    if (begins) {
      awaited = true;
      before = ids(items);
    }
    for (ChatItem item : items) {
      if (item instanceof ChatItem.Answer answer) {
        hear(answer);
      } else if (standsForAnAnswer(item)) {
        awaited = false; // else another alternative, once it is chosen, would be taken for it
      }
    }
  }

  private static Set<Long> ids(List<ChatItem> items) {
    Set<Long> ids = new HashSet<>();
    for (ChatItem item : items) {
      ids.add(item.id());
    }
    return ids;
  }

  /** Whether there will be no answer: the window had no room, or the question was not stored. */
  private boolean standsForAnAnswer(ChatItem item) {
    return item instanceof ChatItem.WindowFull
        ? !before.contains(item.id())
        : item instanceof ChatItem.NotSaved && !answering;
  }

  private void hear(ChatItem.Answer answer) {
    boolean followed = following != null && following == answer.id();
    if (answer.streaming()) {
      if (!followed) {
        follow(answer);
      }
      say(feed.next(answer.text()));
    } else if (followed) {
      end(answer);
    } else if (awaited && !before.contains(answer.id())) {
      follow(answer);
      end(answer);
    }
  }

  private void follow(ChatItem.Answer answer) {
    following = answer.id();
    awaited = false;
    feed = SpokenMessage.feed(view.getContext());
  }

  private void end(ChatItem.Answer answer) {
    following = null;
    say(feed.rest(answer.text()));
    view.announceForAccessibility(view.getContext().getString(R.string.answer_finished));
  }

  private void say(List<String> sentences) {
    for (String sentence : sentences) {
      view.announceForAccessibility(sentence);
    }
  }
}
