package dev.ember.app.inside.positions;

import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turning pairs and waves at one place of the text, and the same in words. */
final class WavesCard {
  private static final int CIRCLE_DEGREES = 360;
  private static final String MINUS = "\u2212";

  private final View root;
  private List<Double> turns = List.of();

  WavesCard(View root) {
    this.root = root;
  }

  /** How far each pair of the model turns from a place to the next; empty: it turns nothing. */
  void model(List<Double> radians, int place) {
    turns = radians;
    show(place);
  }

  /** Another place, from 0. */
  void show(int place) {
    ViewCompat.<WaveTable>requireViewById(root, R.id.wave_table).mark(place);
    ViewCompat.<WaveCurves>requireViewById(root, R.id.wave_curves).mark(place);
    set(R.id.wave_words, waves(place));
    set(R.id.place_value, String.valueOf(place));
    boolean turning = !turns.isEmpty();
    TurningPairs dials = ViewCompat.requireViewById(root, R.id.turning_pairs);
    dials.setVisibility(turning ? View.VISIBLE : View.GONE);
    dials.show(drawn(), place);
    set(
        R.id.turning_words,
        turning ? hands(place) : root.getContext().getString(R.string.positions_no_turns));
    set(R.id.turning_speeds, turning ? speeds() : "");
  }

  private List<Double> drawn() {
    List<Double> drawn = new ArrayList<>();
    TurningPairs.drawn(turns.size()).forEach(pair -> drawn.add(turns.get(pair)));
    return drawn;
  }

  private String waves(int place) {
    return root.getContext()
        .getString(
            R.string.positions_wave_words,
            place,
            height(place, WaveCurves.NUMBERS[0]),
            height(place, WaveCurves.NUMBERS[1]),
            height(place, WaveCurves.NUMBERS[2]));
  }

  /** With a true minus, and none before what rounds to nothing. */
  private String height(int place, int number) {
    Locale locale = root.getResources().getConfiguration().getLocales().get(0);
    String height = String.format(locale, "%.2f", Math.abs(Waves.height(place, number)));
    String zero = String.format(locale, "%.2f", 0.0);
    return Waves.height(place, number) < 0 && !height.equals(zero) ? MINUS + height : height;
  }

  private String hands(int place) {
    StringBuilder hands = new StringBuilder();
    for (double turn : drawn()) {
      long degrees = Math.round(Math.toDegrees(turn * place)) % CIRCLE_DEGREES;
      hands.append(hands.length() == 0 ? "" : " · ");
      hands.append(root.getContext().getString(R.string.positions_degrees, degrees));
    }
    return root.getContext().getString(R.string.positions_hands, place, hands);
  }

  private String speeds() {
    double quick = turns.get(0);
    double slow = turns.get(turns.size() - 1);
    return root.getContext()
        .getString(
            R.string.positions_speeds,
            turns.size(),
            Math.toDegrees(quick),
            2 * Math.PI / quick,
            2 * Math.PI / slow);
  }

  private void set(int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }
}
