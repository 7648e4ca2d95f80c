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
import dev.ember.app.benchmark.Measurement.Half;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.FactRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers: a bar for each protocol, and the facts below. */
final class BenchmarkRows {
  /** From this font scale on, what stands side by side is stacked. */
  private static final float STACK_FROM = 1.3f;

  /** Of a value, with that of the bar beside it. */
  private static final float WITHOUT_BAR = 5;

  /** The CPU, and then the GPU. */
  private static final boolean[] PROCESSORS = {false, true};

  private final LayoutInflater inflater;
  private final BenchmarkWords words;
  private final Context context;
  private final ViewGroup reading;
  private final ViewGroup writing;
  private final ViewGroup facts;
  private final TextView note;
  private @Nullable BenchmarkState shown;

  BenchmarkRows(View root, LayoutInflater inflater) {
    this.inflater = inflater;
    this.context = root.getContext();
    this.words = new BenchmarkWords(context);
    reading = ViewCompat.requireViewById(root, R.id.reading_bars);
    writing = ViewCompat.requireViewById(root, R.id.writing_bars);
    facts = ViewCompat.requireViewById(root, R.id.benchmark_facts);
    note = ViewCompat.requireViewById(root, R.id.benchmark_note);
  }

  /** Progress alone changes nothing here. */
  void show(BenchmarkState state) {
    BenchmarkState before = shown;
    shown = state;
    if (before != null
        && Objects.equals(before.report(), state.report())
        && before.windowTokens() == state.windowTokens()) {
      return;
    }
    bars(reading, state, Half.READING);
    bars(writing, state, Half.WRITING);
    BenchmarkReport report = state.report();
    note.setText(
        report != null && report.hasGpu() ? R.string.benchmark_note_two : R.string.benchmark_note);
    showFacts(report);
  }

  /** By size; what the window has no room for is said to need another. */
  private void bars(ViewGroup group, BenchmarkState state, Half half) {
    group.removeAllViews();
    BenchmarkReport report = state.report();
    double fastest = 0;
    for (Protocol protocol : state.protocols()) {
      for (boolean gpu : PROCESSORS) {
        Measurement run = report == null ? null : report.of(protocol, half, gpu);
        fastest = run == null ? fastest : Math.max(fastest, half.perSecond(run));
      }
    }
    List<Protocol> sizes = new ArrayList<>(state.protocols());
    sizes.addAll(Protocol.beyond(state.windowTokens()));
    sizes.sort(Comparator.comparingInt(Protocol::tokens));
    for (Protocol protocol : sizes) {
      if (protocol.tokens() > state.windowTokens()) {
        add(group, protocol, words.needs(protocol));
      } else if (report == null || !addRuns(group, report, protocol, half, fastest)) {
        add(group, protocol, context.getString(R.string.benchmark_not_yet));
      }
    }
  }

  /** A bar for each processor that it was measured on; false if there is none. */
  private boolean addRuns(
      ViewGroup group, BenchmarkReport report, Protocol protocol, Half half, double fastest) {
    boolean first = true;
    for (boolean gpu : PROCESSORS) {
      Measurement run = report.of(protocol, half, gpu);
      if (run != null) {
        double speed = half.perSecond(run);
        String processor = report.hasGpu() ? words.processor(gpu) : "";
        View row = row(protocol, words.speed(speed), processor);
        SpeedBar bar = ViewCompat.requireViewById(row, R.id.speed_bar);
        bar.show(fastest > 0 ? speed / fastest : 0, gpu == report.usesGpu(half));
        ViewCompat.requireViewById(row, R.id.speed_protocol)
            .setVisibility(first ? View.VISIBLE : View.INVISIBLE);
        addTo(group, row);
        first = false;
      }
    }
    return !first;
  }

  /** A size without a bar. */
  private void add(ViewGroup group, Protocol protocol, String why) {
    View row = inflater.inflate(R.layout.row_speed, group, false);
    say(row, R.id.speed_protocol, words.protocol(protocol));
    say(row, R.id.speed_value, why);
    View bar = ViewCompat.requireViewById(row, R.id.speed_bar);
    bar.setVisibility(View.GONE);
    widenValue(ViewCompat.requireViewById(row, R.id.speed_value), bar);
    row.setContentDescription(
        context.getString(R.string.speed_spoken_not_yet, protocol.reads(), protocol.writes(), why));
    addTo(group, row);
  }

  /** Over the place of the bar that is not there, and from where it would begin. */
  private static void widenValue(View value, View bar) {
    LinearLayout.LayoutParams place = (LinearLayout.LayoutParams) value.getLayoutParams();
    LinearLayout.LayoutParams ofBar = (LinearLayout.LayoutParams) bar.getLayoutParams();
    place.weight = WITHOUT_BAR;
    place.setMarginStart(ofBar.getMarginStart());
    place.setMarginEnd(ofBar.getMarginEnd());
  }

  private View row(Protocol protocol, String speed, String processor) {
    View row = inflater.inflate(R.layout.row_speed, reading, false);
    say(row, R.id.speed_protocol, words.protocol(protocol));
    say(
        row,
        R.id.speed_value,
        processor.isEmpty()
            ? speed
            : context.getString(R.string.benchmark_speed_on, speed, processor));
    String spoken =
        context.getString(R.string.speed_spoken, protocol.reads(), protocol.writes(), speed);
    row.setContentDescription(
        processor.isEmpty()
            ? spoken
            : context.getString(R.string.speed_spoken_on, processor, spoken));
    return row;
  }

  private void addTo(ViewGroup group, View row) {
    stackWithLargeFont((LinearLayout) row);
    group.addView(row);
  }

  private void stackWithLargeFont(LinearLayout row) {
    if (context.getResources().getConfiguration().fontScale < STACK_FROM) {
      return;
    }
    row.setOrientation(LinearLayout.VERTICAL);
    View label = row.getChildAt(0);
    label.setVisibility(label.getVisibility() == View.VISIBLE ? View.VISIBLE : View.GONE);
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
    fact(R.string.benchmark_backend, report.used().backend());
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
