package dev.ember.app.inside.why;

import android.content.Context;
import dev.ember.app.R;
import dev.ember.app.sure.SurePlace;
import dev.ember.app.sure.Sureness;
import java.util.ArrayList;
import java.util.List;

/** How sure the model was, in words: what the tints say to who cannot see them. */
public final class SureWords {
  /** More would be no longer listened to. */
  private static final int MOST = 12;

  private final Context context;
  private final WhyWords words;

  public SureWords(Context context) {
    this.context = context;
    words = new WhyWords(context).aloud();
  }

  /** A word, with how sure the model was of it where it was less than sure. */
  String of(String text, float probability) {
    Sureness sureness = Sureness.of(probability);
    String word = words.text(text);
    return sureness == Sureness.SURE
        ? word
        : context.getString(
            R.string.sure_word,
            word,
            context.getString(sureness.words()),
            words.percent(probability));
  }

  /** The words of a text of which the model was less than rather sure, in the text's order. */
  public String lessSure(String text, List<SurePlace> places) {
    List<String> found = new ArrayList<>();
    for (SurePlace place : places) {
      if (place.sureness().compareTo(Sureness.RATHER_SURE) > 0) {
        if (found.size() == MOST) {
          found.add(context.getString(R.string.sure_words_more));
          break;
        }
        found.add(of(text.substring(place.start(), place.end()), place.probability()));
      }
    }
    return found.isEmpty()
        ? context.getString(R.string.sure_words_all)
        : context.getString(
            R.string.sure_words_less,
            String.join(context.getString(R.string.sure_words_join), found));
  }
}
