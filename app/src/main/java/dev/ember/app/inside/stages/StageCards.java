package dev.ember.app.inside.stages;

import android.content.Context;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.inside.tokens.TokenText;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.inside.why.WhyWords;
import dev.ember.app.widget.ShareBar;
import java.util.ArrayList;
import java.util.List;

/** A card for each stage. */
final class StageCards {
  private final ViewGroup place;
  private final LayoutInflater inflater;
  private final StageWords words;
  private final WhyWords tokens;

  StageCards(ViewGroup place, LayoutInflater inflater) {
    this.place = place;
    this.inflater = inflater;
    Context context = place.getContext();
    words = new StageWords(context);
    tokens = new WhyWords(context);
  }

  void show(List<StageAnswer> answers) {
    place.removeAllViews();
    for (StageAnswer answer : answers) {
      View card = inflater.inflate(R.layout.item_stage, place, false);
      fill(card, answer);
      place.addView(card);
    }
  }

  private void fill(View card, StageAnswer answer) {
    StageFacts facts = answer.facts();
    text(card, R.id.stage_title, words.title(facts));
    text(card, R.id.stage_name, answer.model());
    text(card, R.id.stage_data, words.data(facts));
    text(card, R.id.stage_files, words.files(facts));
    text(card, R.id.stage_cost, words.costLine(facts));
    ViewCompat.requireViewById(card, R.id.stage_said)
        .setVisibility(answer.asked() ? View.VISIBLE : View.GONE);
    text(card, R.id.stage_answer_label, words.answers(facts));
    text(card, R.id.stage_answer, said(card, answer));
    text(card, R.id.stage_note, words.note(answer));
    ViewGroup rows = ViewCompat.requireViewById(card, R.id.stage_next);
    List<TokenName> first = new ArrayList<>();
    answer.next().forEach(next -> first.add(next.token()));
    List<String> seen = tokens.tokenNames(first);
    List<String> heard = tokens.aloud().tokenNames(first);
    for (int i = 0; i < first.size(); i++) {
      rows.addView(row(rows, seen.get(i), heard.get(i), answer.next().get(i).probability()));
    }
  }

  private static CharSequence said(View card, StageAnswer answer) {
    return answer.endedAtOnce()
        ? card.getResources().getString(R.string.stages_at_once)
        : trimmed(TokenText.of(card, answer.said()));
  }

  /** Without the white space around it. */
  private static CharSequence trimmed(CharSequence text) {
    int start = 0;
    int end = text.length();
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.subSequence(start, end);
  }

  private View row(ViewGroup rows, String name, String heard, float probability) {
    View row = inflater.inflate(R.layout.row_stage_candidate, rows, false);
    String share = tokens.percent(probability);
    text(row, R.id.stage_token, name);
    text(row, R.id.stage_share, share);
    row.setContentDescription(words.spoken(heard, share));
    ViewCompat.<ShareBar>requireViewById(row, R.id.stage_bar)
        .show(
            List.of(
                new ShareBar.Part(probability, com.google.android.material.R.attr.colorTertiary)));
    return row;
  }

  /** A line that has nothing to say is not there. */
  private static void text(View root, int id, CharSequence words) {
    TextView line = ViewCompat.requireViewById(root, id);
    line.setText(words);
    line.setVisibility(words.length() == 0 ? View.GONE : View.VISIBLE);
  }
}
