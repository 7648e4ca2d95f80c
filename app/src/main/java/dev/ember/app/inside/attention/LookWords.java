package dev.ember.app.inside.attention;

import android.content.Context;
import dev.ember.app.R;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.inside.why.WhyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is seen, in words. */
final class LookWords {
  private static final float PERCENT = 100;

  /** What would be rounded to nothing is said to be below this. */
  private static final float LEAST_PERCENT = 0.5f;

  private final Context context;
  private final WhyWords names;

  LookWords(Context context) {
    this.context = context;
    names = new WhyWords(context);
  }

  String percent(float share) {
    float percent = share * PERCENT;
    if (percent > 0 && percent < LEAST_PERCENT) {
      return context.getString(R.string.attention_percent_less);
    }
    Locale locale = context.getResources().getConfiguration().getLocales().get(0);
    return context.getString(R.string.why_percent, String.format(locale, "%.0f", percent));
  }

  String glance(Glance glance) {
    return said(glance.piece().aloud(context.getResources()), glance.weight());
  }

  private String said(String word, float share) {
    return context.getString(R.string.attention_glance_spoken, word, percent(share));
  }

  String added(LensLook.Added most) {
    return context.getString(
        R.string.lens_added, most.layer(), percent(most.attention()), percent(most.feedForward()));
  }

  /** What a token looks at. */
  String row(TokenPiece piece, List<Glance> glances) {
    List<String> parts = new ArrayList<>();
    glances.forEach(glance -> parts.add(glance(glance)));
    return context.getString(
        R.string.attention_row_spoken, piece.aloud(context.getResources()), join(parts));
  }

  private String join(List<String> parts) {
    return String.join(context.getString(R.string.attention_join), parts);
  }

  /** What a token is to the chosen one. */
  String token(TokenPiece piece, int token, int row, float weight) {
    String label = piece.aloud(context.getResources());
    if (token == row) {
      return context.getString(R.string.attention_token_chosen, label, percent(weight));
    }
    return token > row
        ? context.getString(R.string.attention_token_masked, label)
        : context.getString(R.string.attention_token_seen, label, percent(weight));
  }

  /** A token that a layer would say. */
  String name(TokenName name) {
    return names.name(name);
  }

  /** The same to be heard. */
  String aloud(TokenName name) {
    return names.aloud().name(name);
  }

  /** Which layers have spoken. */
  String layer(int layers, int all) {
    if (layers == 0) {
      return context.getString(R.string.lens_input);
    }
    return layers == all
        ? context.getString(R.string.lens_answer)
        : context.getString(R.string.lens_after, layers);
  }

  /** What layers would say. */
  String layerSpoken(int layers, int all, List<LensWord> words) {
    List<String> parts = new ArrayList<>();
    words.forEach(word -> parts.add(said(aloud(word.name()), word.probability())));
    String who =
        layers == 0 || layers == all
            ? layer(layers, all)
            : context.getString(R.string.lens_after_spoken, layers);
    return context.getString(R.string.lens_row_spoken, who, join(parts));
  }

  /** Where the answer came about. */
  String finding(int settledAfter, int all, String answer) {
    if (settledAfter == 0) {
      return context.getString(R.string.lens_turn_none, answer);
    }
    return settledAfter == all
        ? context.getString(R.string.lens_turn_last, answer)
        : context.getString(R.string.lens_turn, settledAfter, answer);
  }
}
