package dev.ember.app.inside.step;

import android.content.res.Resources;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.AccessibilityDelegateCompat;
import androidx.core.view.ViewCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.why.SureWords;
import dev.ember.app.sure.SurePlace;
import dev.ember.app.widget.RiskWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that grows, how long it is, and the seed of its dice. */
final class RunCard {
  private final View card;
  private final View text;
  private final PieceFlow pieces;
  private final TextView count;
  private final Button seed;
  private final Resources words;

  RunCard(View card) {
    this.card = card;
    text = ViewCompat.requireViewById(card, R.id.step_text);
    pieces = new PieceFlow((ViewGroup) text);
    count = ViewCompat.requireViewById(card, R.id.step_count);
    seed = ViewCompat.requireViewById(card, R.id.step_seed);
    words = card.getResources();
  }

  void onSeed(Runnable change) {
    seed.setOnClickListener(view -> change.run());
  }

  /** Hidden where there is no such text. */
  void hide() {
    card.setVisibility(View.GONE);
  }

  /**
   * @param start the reader's own text, as it is to be read aloud
   * @param parting the token from which on the other text has others; null if none
   */
  void show(String start, StepState state, int index, @Nullable Integer parting) {
    StepState.Run run = state.runs().get(index);
    StepText grown = run.grown();
    int own = start.length() + (parting == null ? grown.text().length() : grown.start(parting));
    card.setVisibility(View.VISIBLE);
    announce(text, !state.play().on());
    boolean nothing = state.phase() == StepState.Phase.EMPTY;
    pieces.show(nothing ? List.of() : run.chips(), run, parting);
    String whole = start + grown.text();
    String said = parting == null ? whole : spoken(whole, own);
    boolean behindChat = !nothing && start.isEmpty() && run.before() > 0;
    text.setContentDescription(
        sure(run, behindChat ? words.getString(R.string.step_place_spoken, said) : said));
    count.setText(count(state, run));
    String number = String.valueOf(run.seed());
    seed.setText(words.getString(R.string.step_seed, number));
    seed.setContentDescription(words.getString(R.string.step_seed_spoken, number));
  }

  /**
   * Whether each change of some words is read out. Those of a text that grows by itself come faster
   * than it can be: it is read out where it stops, if this is called before the words are set.
   */
  static void announce(View words, boolean changes) {
    ViewCompat.setAccessibilityLiveRegion(
        words,
        changes
            ? ViewCompat.ACCESSIBILITY_LIVE_REGION_POLITE
            : ViewCompat.ACCESSIBILITY_LIVE_REGION_NONE);
  }

  /** Adds how sure the model was of the words whose chips say it. */
  private String sure(StepState.Run run, String spoken) {
    StepText grown = run.grown();
    List<SurePlace> places = new ArrayList<>();
    for (StepChip chip : run.chips()) {
      if (chip.index() >= 0 && chip.sure() != null) {
        int end = grown.start(chip.index() + 1);
        places.add(new SurePlace(grown.start(chip.index()), end, chip.sure()));
      }
    }
    places.removeIf(place -> place.end() == place.start()); // of a character that is not whole
    return places.isEmpty()
        ? spoken
        : words.getString(
            R.string.step_sure_spoken,
            spoken,
            new SureWords(card.getContext()).lessSure(grown.text(), places));
  }

  private String spoken(String whole, int own) {
    return words.getString(
        R.string.step_part_spoken, whole.substring(0, own), whole.substring(own));
  }

  private String count(StepState state, StepState.Run run) {
    return switch (state.phase()) {
      case EMPTY -> words.getString(R.string.step_empty);
      case READING -> words.getString(R.string.step_working);
      case FAILED -> {
        ModelState.Failed why = Objects.requireNonNull(state.fault());
        yield words.getString(RiskWords.sentence(why, R.string.step_failed), why.detail());
      }
      case READY ->
          switch (run.end()) {
            case ENDED -> words.getString(R.string.step_ended);
            case TOO_LONG -> words.getString(R.string.step_too_long);
            case OPEN -> words.getQuantityString(R.plurals.step_count, run.tokens(), run.tokens());
          };
    };
  }

  /**
   * One of two cards: a tap shows its candidates.
   *
   * @param chosen whether they are shown
   * @param choose null where there is nothing to choose from
   */
  void choosable(boolean chosen, @Nullable Runnable choose) {
    card.setActivated(chosen && choose != null);
    card.setOnClickListener(choose == null ? null : view -> choose.run());
    card.setClickable(choose != null);
    card.setFocusable(choose != null);
    ViewCompat.setAccessibilityDelegate(
        card,
        new AccessibilityDelegateCompat() {
          @Override
          public void onInitializeAccessibilityNodeInfo(
              View host, AccessibilityNodeInfoCompat info) {
            super.onInitializeAccessibilityNodeInfo(host, info);
            info.setSelected(host.isActivated());
            if (choose != null) {
              info.setClassName(Button.class.getName());
              info.addAction(
                  new AccessibilityActionCompat(
                      AccessibilityNodeInfoCompat.ACTION_CLICK,
                      words.getString(R.string.step_show_here)));
            }
          }
        });
  }
}
