package dev.ember.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.app.benchmark.Measurement.Half;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.GoldenVerdict;
import dev.ember.inference.bundle.GoldenTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class BenchmarkReportTest {
  private static final Protocol SHORT = new Protocol(256, 64);
  private static final Protocol LONG = new Protocol(1024, 256);
  private static final long SECOND = 1_000_000_000L;

  private final BenchmarkReport report =
      new BenchmarkReport(
          new BenchmarkReport.Subject("builtin", "Ember Small", "ab", 2048),
          new BenchmarkReport.Loaded("XNNPACK, 2 threads", RunsOn.CPU, 2048),
          new GoldenVerdict(List.of(), 96, 0.002f, 0.05f),
          List.of(
              new Measurement(SHORT, RunsOn.CPU, SECOND, 4 * SECOND, 7),
              new Measurement(SHORT, RunsOn.CPU, SECOND, SECOND, 9),
              new Measurement(SHORT, RunsOn.CPU, 2 * SECOND, 2 * SECOND, 8),
              new Measurement(LONG, RunsOn.CPU, 8 * SECOND, 8 * SECOND, 5)),
          new Warmth.Reading(Warmth.Level.COOL, 331),
          null);

  @Test
  public void of_threeRuns_isTheOneInTheMiddle() {
    assertThat(report.of(SHORT, RunsOn.CPU))
        .isEqualTo(new Measurement(SHORT, RunsOn.CPU, 2 * SECOND, 2 * SECOND, 8));
    assertThat(report.of(new Protocol(512, 128), RunsOn.CPU)).isNull();
  }

  @Test
  public void of_half_isOfTheProcessorAndOfTwoRunsTheOneThatIsUsed() {
    Measurement both = new Measurement(SHORT, RunsOn.BOTH, SECOND / 2, 2 * SECOND, 8);
    BenchmarkReport two = reads(RunsOn.BOTH, both);
    assertThat(two.hasGpu()).isTrue();
    assertThat(two.of(SHORT, Half.READING, true)).isEqualTo(both);
    assertThat(two.of(SHORT, Half.READING, false)).isEqualTo(two.of(SHORT, RunsOn.CPU));
    assertThat(two.of(SHORT, Half.WRITING, false)).as("a chat's answers").isEqualTo(both);
    assertThat(two.of(SHORT, Half.WRITING, true)).isNull();
    assertThat(two.usesGpu(Half.READING)).isTrue();
    assertThat(two.usesGpu(Half.WRITING)).isFalse();
    assertThat(two.firstWord()).isEqualTo(both);
    assertThat(reads(RunsOn.CPU, both).of(SHORT, Half.WRITING, false))
        .isEqualTo(two.of(SHORT, RunsOn.CPU));
    assertThat(report.hasGpu()).isFalse();
  }

  /** The report with a run of another processor. */
  private BenchmarkReport reads(RunsOn used, Measurement more) {
    List<Measurement> runs = new ArrayList<>(report.runs());
    runs.add(more);
    return new BenchmarkReport(
        report.subject(),
        new BenchmarkReport.Loaded("as it says", used, 2048),
        report.golden(),
        runs,
        report.before(),
        report.after());
  }

  @Test
  public void firstWord_isOfAnEverydayLength() {
    Measurement first = Objects.requireNonNull(report.firstWord());
    assertThat(first.protocol()).isEqualTo(SHORT);
    assertThat(report.mostMemoryBytes()).isEqualTo(9);
  }

  /** Each with its own numbers: a mean is not the farthest. */
  @Test
  public void golden_saysWhichBoundWasMissed() {
    assertThat(said(GoldenTally.Bound.FARTHEST_LOGIT, 0.05, 0.25))
        .isEqualTo("Wrong here: 0.250 away, 0.050 allowed. Import the model again.");
    assertThat(said(GoldenTally.Bound.MEAN_LOGIT, 1, 4.5))
        .isEqualTo("Wrong here: 4.500 away on average, 1.000 allowed. Import the model again.");
    assertThat(said(GoldenTally.Bound.PROBABILITIES, 0.06, 0.8))
        .contains("probabilities 0.800 nats away, 0.060 allowed");
    assertThat(said(GoldenTally.Bound.FIRST_CHOICES, 6, 2)).contains("at 2 of 12 places", "at 6.");
    assertThat(said(GoldenTally.Bound.FARTHEST_LOGIT, 1, Double.POSITIVE_INFINITY))
        .contains("is no number");
    assertThat(words().golden(GoldenVerdict.ofNothing())).contains("brings no answers");
    assertThat(words().golden(report.golden())).startsWith("Right: all 96");
  }

  /** JSON has no infinity, and a report is written all the same. */
  @Test
  public void json_logitsThatAreNoNumbers_saysWhatWasMissed() {
    GoldenTally.Miss miss =
        new GoldenTally.Miss(GoldenTally.Bound.FARTHEST_LOGIT, 1, Double.POSITIVE_INFINITY, 12);
    GoldenVerdict broken = new GoldenVerdict(List.of(miss), 60, Float.POSITIVE_INFINITY, 1);
    JsonObject golden =
        JsonParser.parseString(BenchmarkJson.write(report.with(broken), "0.1.0"))
            .getAsJsonObject()
            .getAsJsonObject("golden");
    assertThat(golden.get("right").getAsBoolean()).isFalse();
    assertThat(golden.get("worstDifference").isJsonNull()).isTrue();
    assertThat(golden.getAsJsonArray("missed").get(0).getAsString()).isEqualTo(miss.sentence());
  }

  private static String said(GoldenTally.Bound bound, double allowed, double found) {
    GoldenTally.Miss miss = new GoldenTally.Miss(bound, allowed, found, 12);
    return words().golden(new GoldenVerdict(List.of(miss), 60, 0.01f, 0.05f));
  }

  private static BenchmarkWords words() {
    return new BenchmarkWords(ApplicationProvider.getApplicationContext());
  }

  @Test
  public void json_hasEachRunAndWhatOneComparesBy() {
    JsonObject json =
        JsonParser.parseString(
                BenchmarkJson.write(
                    report.ended(new Warmth.Reading(Warmth.Level.WARM, null)), "0.1.0 (abc)"))
            .getAsJsonObject();
    assertThat(json.get("app").getAsString()).isEqualTo("0.1.0 (abc)");
    assertThat(json.getAsJsonObject("model").get("windowTokens").getAsInt()).isEqualTo(2048);
    assertThat(json.getAsJsonObject("golden").get("right").getAsBoolean()).isTrue();
    assertThat(json.getAsJsonObject("before").get("batteryCelsius").getAsDouble()).isEqualTo(33.1);
    assertThat(json.getAsJsonObject("after").get("thermal").getAsString()).isEqualTo("warm");
    assertThat(json.getAsJsonObject("after").get("batteryCelsius").isJsonNull()).isTrue();
    assertThat(json.getAsJsonArray("runs")).hasSize(4);
    JsonObject run = json.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(run.get("prefillTokensPerSecond").getAsDouble()).isEqualTo(256);
    assertThat(run.get("decodeTokensPerSecond").getAsDouble()).isEqualTo(16);
    assertThat(run.get("firstTokenMs").getAsDouble()).isEqualTo(1000);
    assertThat(run.get("processor").getAsString()).isEqualTo("cpu");
    assertThat(run.get("memoryBytes").getAsLong()).isEqualTo(7);
    assertThat(run.get("published").getAsBoolean()).isTrue();
    assertThat(json.has("device")).isTrue();
  }
}
