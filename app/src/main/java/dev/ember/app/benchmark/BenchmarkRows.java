package dev.ember.app.benchmark;

import android.content.Context;
import android.view.Gravity;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.FactRow;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The numbers: a bar for each protocol, and the facts below. */
final class BenchmarkRows {
  /** From this font scale on, what stands side by side is stacked. */
  private static final float STACK_FROM = 1.3f;

  private final LayoutInflater inflater;
  private final BenchmarkWords words;
  private final Context context;
  private final ViewGroup reading;
  private final ViewGroup writing;
  private final ViewGroup facts;
  private @Nullable BenchmarkState shown;

  BenchmarkRows(View root, LayoutInflater inflater) {
    this.inflater = inflater;
    this.context = root.getContext();
    this.words = new BenchmarkWords(context);
    reading = ViewCompat.requireViewById(root, R.id.reading_bars);
    writing = ViewCompat.requireViewById(root, R.id.writing_bars);
    facts = ViewCompat.requireViewById(root, R.id.benchmark_facts);
  }

  /** Progress alone changes nothing here. */
  void show(BenchmarkState state) {
    BenchmarkState before = shown;
    shown = state;
    if (before != null
        && Objects.equals(before.report(), state.report())
        && before.protocols().equals(state.protocols())) {
      return;
    }
    bars(reading, state, Measurement::readPerSecond);
    bars(writing, state, Measurement::writtenPerSecond);
    showFacts(state.report());
  }

  private void bars(
      ViewGroup group, BenchmarkState state, ToDoubleFunction<Measurement> perSecond) {
    group.removeAllViews();
    double fastest = 0;
    for (Protocol protocol : state.protocols()) {
      Measurement run = of(state, protocol);
      fastest = run == null ? fastest : Math.max(fastest, perSecond.applyAsDouble(run));
    }
    for (Protocol protocol : state.protocols()) {
      Measurement run = of(state, protocol);
      double speed = run == null ? 0 : perSecond.applyAsDouble(run);
      View row = inflater.inflate(R.layout.row_speed, group, false);
      SpeedBar bar = ViewCompat.requireViewById(row, R.id.speed_bar);
      bar.show(fastest > 0 ? speed / fastest : 0);
      bar.setVisibility(run == null ? View.GONE : View.VISIBLE);
      describe(row, protocol, run == null ? null : words.speed(speed));
      stackWithLargeFont((LinearLayout) row);
      group.addView(row);
    }
  }

  private void describe(View row, Protocol protocol, @Nullable String speed) {
    String value = speed == null ? context.getString(R.string.benchmark_not_yet) : speed;
    say(row, R.id.speed_protocol, words.protocol(protocol));
    say(row, R.id.speed_value, value);
    row.setContentDescription(
        context.getString(
            speed == null ? R.string.speed_spoken_not_yet : R.string.speed_spoken,
            protocol.reads(),
            protocol.writes(),
            value));
  }

  private static @Nullable Measurement of(BenchmarkState state, Protocol protocol) {
    BenchmarkReport report = state.report();
    return report == null ? null : report.of(protocol);
  }

  private void stackWithLargeFont(LinearLayout row) {
    if (context.getResources().getConfiguration().fontScale < STACK_FROM) {
      return;
    }
    row.setOrientation(LinearLayout.VERTICAL);
    row.setGravity(Gravity.START);
    for (int i = 0; i < row.getChildCount(); i++) {
      LinearLayout.LayoutParams place =
          (LinearLayout.LayoutParams) row.getChildAt(i).getLayoutParams();
      place.width = LinearLayout.LayoutParams.MATCH_PARENT;
      place.weight = 0;
      place.setMarginStart(0);
      place.setMarginEnd(0);
    }
  }

  private void showFacts(@Nullable BenchmarkReport report) {
    facts.removeAllViews();
    facts.setVisibility(report == null ? View.GONE : View.VISIBLE);
    if (report == null) {
      return;
    }
    fact(R.string.benchmark_golden, words.golden(report.golden()));
    Measurement first = report.firstWord();
    if (first != null) {
      fact(
          context.getString(R.string.benchmark_first_word, first.protocol().reads()),
          words.seconds(first.readNanos()));
    }
    if (report.mostMemoryBytes() > 0) {
      fact(R.string.benchmark_memory, ByteSize.text(context, report.mostMemoryBytes()));
    }
    fact(R.string.benchmark_backend, report.backend());
    String before = words.warmth(report.before());
    fact(
        R.string.benchmark_temperature,
        report.after() == null
            ? before
            : context.getString(
                R.string.benchmark_before_after, before, words.warmth(report.after())));
  }

  private void fact(@StringRes int name, String value) {
    fact(context.getString(name), value);
  }

  private void fact(String name, String value) {
    FactRow.add(facts, name, value);
  }

  private static void say(View row, int id, String text) {
    ViewCompat.<TextView>requireViewById(row, id).setText(text);
  }
}
