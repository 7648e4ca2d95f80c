package dev.ember.app.benchmark;

import android.content.Context;
import dev.ember.app.R;
import dev.ember.app.benchmark.Measurement.Half;
import dev.ember.app.engine.ModelState;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.GoldenVerdict;
import dev.ember.app.widget.RiskWords;
import dev.ember.inference.bundle.GoldenTally;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is said about a measurement. */
final class BenchmarkWords {
  private static final double TEN = 10;

  /** From here on a decimal says nothing. */
  private static final double WHOLE_FROM = 100;

  private final Context context;

  BenchmarkWords(Context context) {
    this.context = context;
  }

  String title(BenchmarkState state) {
    if (state.work() instanceof BenchmarkState.Running run) {
      return context.getString(
          R.string.benchmark_run,
          run.number(),
          run.runs(),
          run.protocol().reads(),
          run.protocol().writes());
    }
    if (state.work() instanceof BenchmarkState.Waiting) {
      return context.getString(R.string.benchmark_waiting);
    }
    if (state.work() instanceof BenchmarkState.Checking) {
      return context.getString(R.string.benchmark_checking);
    }
    if (state.failure() != null) {
      return context.getString(R.string.benchmark_failed);
    }
    return context.getString(
        state.canShare() ? R.string.benchmark_done : R.string.benchmark_not_run);
  }

  String body(BenchmarkState state) {
    if (state.work() instanceof BenchmarkState.Running run) {
      Protocol protocol = run.protocol();
      Half half = run.reading() ? Half.READING : Half.WRITING;
      String on = processor(half.isOnGpu(run.on()));
      return run.reading()
          ? context.getString(R.string.benchmark_reads, run.doneTokens(), protocol.reads(), on)
          : context.getString(R.string.benchmark_writes, run.doneTokens(), protocol.writes(), on);
    }
    ModelState.Failed failure = state.failure();
    return state.work() == null && failure != null
        ? RiskWords.elsewhere(context, failure)
        : context.getString(R.string.benchmark_body);
  }

  String warmth(Warmth.Reading reading) {
    String words =
        context.getString(
            switch (reading.level()) {
              case UNKNOWN -> R.string.warmth_unknown;
              case COOL -> R.string.warmth_cool;
              case WARM -> R.string.warmth_warm;
              case HOT -> R.string.warmth_hot;
            });
    Integer tenths = reading.batteryTenthsCelsius();
    return tenths == null
        ? words
        : context.getString(R.string.warmth_celsius, words, Math.round(tenths / TEN));
  }

  String golden(@Nullable GoldenVerdict verdict) {
    if (verdict == null) {
      return context.getString(R.string.golden_unknown);
    }
    return verdict.right()
        ? context.getString(R.string.golden_right, verdict.compared())
        : missed(verdict.misses().get(0));
  }

  private String missed(GoldenTally.Miss miss) {
    if (!Double.isFinite(miss.found())) {
      return context.getString(R.string.golden_wrong_no_number);
    }
    String found = number(miss.found(), 3);
    String allowed = number(miss.allowed(), 3);
    return switch (miss.bound()) {
      case POSITIONS -> context.getString(R.string.golden_wrong_none);
      case FARTHEST_LOGIT -> context.getString(R.string.golden_wrong, found, allowed);
      case MEAN_LOGIT -> context.getString(R.string.golden_wrong_mean, found, allowed);
      case PROBABILITIES -> context.getString(R.string.golden_wrong_probabilities, found, allowed);
      case FIRST_CHOICES ->
          context.getString(
              R.string.golden_wrong_first,
              Math.round(miss.found()),
              Math.round(miss.allowed()),
              miss.positions());
    };
  }

  String protocol(Protocol protocol) {
    return String.format(locale(), "%,d / %,d", protocol.reads(), protocol.writes());
  }

  /** "CPU", "GPU". */
  String processor(boolean gpu) {
    return context.getString(gpu ? R.string.benchmark_gpu : R.string.benchmark_cpu);
  }

  String needs(Protocol protocol) {
    return context.getString(R.string.benchmark_needs, protocol.tokens());
  }

  String speed(double perSecond) {
    return number(perSecond, perSecond < WHOLE_FROM ? 1 : 0);
  }

  String seconds(long nanos) {
    double ms = (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
    double second = TimeUnit.SECONDS.toMillis(1);
    return ms < second
        ? context.getString(R.string.benchmark_ms, Math.round(ms))
        : context.getString(R.string.benchmark_seconds, number(ms / second, 1));
  }

  private String number(double value, int decimals) {
    return String.format(locale(), "%,." + decimals + "f", value);
  }

  private Locale locale() {
    return context.getResources().getConfiguration().getLocales().get(0);
  }
}
