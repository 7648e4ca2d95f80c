package dev.ember.app.chat;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.widget.LyingPage;
import java.util.List;
import java.util.function.Consumer;

/** The four beginnings that an empty chat offers; each is sent at once. */
final class Suggestions {

  /** What a card shows, and what it sends, in the language of the screens. */
  private record Suggestion(
      @DrawableRes int icon, @StringRes int title, @StringRes int more, @StringRes int prompt) {}

  private static final List<Suggestion> ALL =
      List.of(
          new Suggestion(
              R.drawable.ic_24_book,
              R.string.suggest_story,
              R.string.suggest_story_more,
              R.string.prompt_story),
          new Suggestion(
              R.drawable.ic_24_inside,
              R.string.suggest_word,
              R.string.suggest_word_more,
              R.string.prompt_word),
          new Suggestion(
              R.drawable.ic_24_info,
              R.string.suggest_not,
              R.string.suggest_not_more,
              R.string.prompt_not),
          new Suggestion(
              R.drawable.ic_24_chat,
              R.string.suggest_hello,
              R.string.suggest_hello_more,
              R.string.prompt_hello));

  /** On a phone that lies, where four below each other would not be in sight. */
  private static final int COLUMNS = 2;

  private final View pane;

  Suggestions(View root, Consumer<String> send) {
    pane = ViewCompat.requireViewById(root, R.id.first_start);
    ViewGroup cards = ViewCompat.requireViewById(root, R.id.suggestions);
    boolean lies = LyingPage.isSo(root);
    ViewGroup row = cards;
    for (int i = 0; i < ALL.size(); i++) {
      if (lies && i % COLUMNS == 0) {
        row = pair(cards);
      }
      row.addView(card(row, ALL.get(i), send));
    }
  }

  private static ViewGroup pair(ViewGroup cards) {
    View pair =
        LayoutInflater.from(cards.getContext()).inflate(R.layout.suggestion_pair, cards, false);
    cards.addView(pair);
    return (ViewGroup) pair;
  }

  private static View card(ViewGroup parent, Suggestion suggestion, Consumer<String> send) {
    View card =
        LayoutInflater.from(parent.getContext()).inflate(R.layout.item_suggestion, parent, false);
    ViewCompat.<ImageView>requireViewById(card, R.id.suggestion_icon)
        .setImageResource(suggestion.icon());
    ViewCompat.<TextView>requireViewById(card, R.id.suggestion_title).setText(suggestion.title());
    ViewCompat.<TextView>requireViewById(card, R.id.suggestion_more).setText(suggestion.more());
    card.setOnClickListener(view -> send.accept(view.getContext().getString(suggestion.prompt())));
    return card;
  }

  /**
   * Shows them while there is no message.
   *
   * @param temporary the chat says what becomes of it instead of what the model is
   */
  void show(boolean visible, boolean temporary) {
    pane.setVisibility(visible ? View.VISIBLE : View.GONE);
    ViewCompat.<TextView>requireViewById(pane, R.id.first_body)
        .setText(temporary ? R.string.temporary_body : R.string.first_body);
  }
}
