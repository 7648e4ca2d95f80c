package dev.ember.app.chat;

import android.content.Context;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;

/** What TalkBack says of a message, beside its words. */
final class SpokenMessage {

  private SpokenMessage() {}

  static String of(Context context, List<String> words, Branching branching, boolean pinned) {
    List<String> parts = new ArrayList<>(words);
    if (branching.chooses()) {
      parts.add(
          context.getString(
              R.string.alternative_spoken, branching.alternative(), branching.alternatives()));
    }
    if (pinned) {
      parts.add(context.getString(R.string.pinned_spoken));
    }
    return String.join(" ", parts);
  }
}
