package dev.ember.app.chat;

import android.content.Context;
import dev.ember.app.R;
import dev.ember.app.markdown.SpokenMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What TalkBack says of a message, beside its words. */
final class SpokenMessage {

  private SpokenMessage() {}

  /** The words of a message as they are said in a language: a block of code by its name. */
  static List<String> sentences(Context context, String markdown, Locale language) {
    return SpokenMarkdown.sentences(markdown, context.getString(R.string.spoken_code), language);
  }

  /** The sentences of a message that is still written, in the language that the screens have. */
  static SentenceFeed feed(Context context) {
    Locale language = language(context);
    return new SentenceFeed(text -> sentences(context, text, language));
  }

  /** The words of a whole message at once, in the language that the screens have. */
  static String words(Context context, String markdown) {
    return String.join(" ", sentences(context, markdown, language(context)));
  }

  static Locale language(Context context) {
    return context.getResources().getConfiguration().getLocales().get(0);
  }

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
