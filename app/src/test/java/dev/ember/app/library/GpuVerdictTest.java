package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.library.GpuVerdict.Pace;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import dev.ember.inference.backend.trust.Verdict;
import java.util.List;
import org.junit.Test;

/** Of several verdicts the one that a user wants to know. */
public final class GpuVerdictTest {
  private static final Verdict CPU = trusted("cpu", 100, 10);

  @Test
  public void of_nothing_isUncheckedOrSaysWhatIsInTheWay() {
    assertThat(GpuVerdict.of(List.of(CPU), null)).isEqualTo(new GpuVerdict.Unchecked(false));
    GpuObstacle weights = new GpuObstacle(GpuObstacle.Reason.WEIGHTS, 0, 0);
    assertThat(GpuVerdict.of(List.of(CPU), weights)).isEqualTo(new GpuVerdict.Untried(weights));
    assertThat(GpuVerdict.of(List.of(CPU, against("gpu", Outcome.UNASKED)), null))
        .isEqualTo(new GpuVerdict.Unchecked(true));
  }

  /** What is in the way at this moment takes nothing back. */
  @Test
  public void of_trustedAndAnObstacle_isTheVerdict() {
    GpuObstacle memory = new GpuObstacle(GpuObstacle.Reason.MEMORY, 2, 1);
    assertThat(GpuVerdict.of(List.of(CPU, trusted("gpu", 200, 20)), memory))
        .isInstanceOf(GpuVerdict.Right.class);
  }

  @Test
  public void of_trusted_isTheFastestOfThemFromQuestionToLastWord() {
    GpuVerdict.Right right =
        right(
            CPU, trusted("gpu", 900, 8), trusted("gpu-reads", 300, 10), trusted("cpu-2.16", 9, 9));
    assertThat(right.gpu()).isEqualTo(new Speed(300, 10));
    assertThat(right.cpu()).isEqualTo(new Speed(100, 10));
    assertThat(right.writes()).isFalse();
    assertThat(right.pace()).isEqualTo(Pace.FASTER);
    double cpuSeconds = 256 / 100.0 + 64 / 10.0;
    double gpuSeconds = 256 / 300.0 + 64 / 10.0;
    assertThat(right.timesFaster()).isEqualTo(cpuSeconds / gpuSeconds, within(1e-9));
  }

  @Test
  public void of_trusted_isUsedAsTheAppChooses() {
    assertThat(right(CPU, trusted("gpu", 200, 20)).pace()).isEqualTo(Pace.FASTER);
    assertThat(right(CPU, trusted("gpu", 200, 20)).writes()).isTrue();
    assertThat(right(CPU, trusted("gpu", 50, 5)).pace()).isEqualTo(Pace.SLOWER);
    assertThat(right(CPU, trusted("gpu-half", 110, 11)).pace()).isEqualTo(Pace.TOO_LITTLE);
    assertThat(right(CPU, trusted("gpu-half", 200, 20)).pace()).isEqualTo(Pace.FASTER);
    assertThat(right(trusted("gpu", 5, 5)).pace()).as("of the only one").isEqualTo(Pace.FASTER);
  }

  @Test
  public void of_crashOrHang_isThatWhateverElseIsTrusted() {
    for (Outcome feared : List.of(Outcome.CRASHED, Outcome.TIMED_OUT)) {
      Verdict bad = against("gpu", feared);
      Verdict good = trusted("gpu-reads", 300, 10);
      GpuVerdict expected = new GpuVerdict.NotStarted(feared, "why");
      assertThat(GpuVerdict.of(List.of(CPU, good, bad), null)).isEqualTo(expected);
      assertThat(GpuVerdict.of(List.of(CPU, bad, good), null)).isEqualTo(expected);
    }
  }

  @Test
  public void of_oneWrongAndOneRight_isTheRightOne() {
    Verdict wrong = against("gpu-reads", Outcome.WRONG);
    assertThat(GpuVerdict.of(List.of(CPU, wrong), null)).isEqualTo(new GpuVerdict.Wrong("why"));
    assertThat(right(CPU, wrong, trusted("gpu", 200, 20)).writes()).isTrue();
    assertThat(GpuVerdict.of(List.of(CPU, against("gpu", Outcome.FAILED)), null))
        .isEqualTo(new GpuVerdict.NotStarted(Outcome.FAILED, "why"));
  }

  private static GpuVerdict.Right right(Verdict... verdicts) {
    return (GpuVerdict.Right) GpuVerdict.of(List.of(verdicts), null);
  }

  private static Verdict trusted(String contender, double prefill, double decode) {
    return new Verdict(contender, Outcome.TRUSTED, "", new Speed(prefill, decode));
  }

  private static Verdict against(String contender, Outcome outcome) {
    return new Verdict(contender, outcome, "why", Speed.UNKNOWN);
  }
}
