package dev.ember.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import dev.ember.inference.backend.trust.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** One sentence says what is known of the GPU. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class GpuWordsTest {
  private static final Verdict CPU = trusted("cpu", 100, 30);

  private final Context context = ApplicationProvider.getApplicationContext();

  @Test
  public void of_nothing_saysThatItHasNotBeenTried() {
    assertThat(GpuWords.of(List.of(), null, context)).contains("not been tried");
  }

  @Test
  public void of_obstacle_saysWhichConditionFailed() {
    GpuObstacle weights = new GpuObstacle(GpuObstacle.Reason.WEIGHTS, 0, 0);
    assertThat(GpuWords.of(List.of(CPU), weights, context)).contains("weights in the form");
    GpuObstacle memory = new GpuObstacle(GpuObstacle.Reason.MEMORY, 1_900_000_000L, 1_400_000_000L);
    assertThat(GpuWords.of(List.of(), memory, context)).contains("1.9 GB", "1.4 GB are free");
  }

  @Test
  public void of_cpuAloneAndNoObstacle_saysThatItHasNotBeenTried() {
    assertThat(GpuWords.of(List.of(CPU), null, context)).contains("not been tried");
  }

  @Test
  public void of_refusal_givesTheRuntimesReasonShortened() {
    String reason = "GPU delegate: expected OpenCL 1.2 but found no library";
    Verdict refused = new Verdict("gpu", Outcome.FAILED, reason + "\nat op 7", Speed.UNKNOWN);
    assertThat(GpuWords.of(List.of(CPU, refused), null, context)).endsWith("The reason: " + reason);
    Verdict wordy = new Verdict("gpu", Outcome.WRONG, "x".repeat(1_000), Speed.UNKNOWN);
    assertThat(GpuWords.of(List.of(CPU, wordy), null, context)).hasSizeBetween(160, 260);
  }

  @Test
  public void of_trusted_saysTheSpeedsOfTheFastest() {
    List<Verdict> verdicts =
        List.of(CPU, trusted("gpu-reads", 2560, 30), trusted("gpu", 290, 20), against("gpu-half"));
    assertThat(GpuWords.of(verdicts, null, context)).contains("2,560", "30", "100");
  }

  @Test
  public void of_crash_saysSoWhateverElseIsTrue() {
    Verdict crash = new Verdict("gpu", Outcome.CRASHED, "", Speed.UNKNOWN);
    for (List<Verdict> verdicts :
        List.of(
            List.of(CPU, trusted("gpu-reads", 300, 30), crash),
            List.of(CPU, crash, trusted("gpu-reads", 300, 30)))) {
      assertThat(GpuWords.of(verdicts, null, context)).contains("ended while it tried");
    }
  }

  @Test
  public void withCpu_wrong_saysSoWhateverElseIsTrue() {
    List<Verdict> verdicts = List.of(against("cpu"), against("gpu"));
    assertThat(GpuWords.withCpu(true, verdicts, "The GPU.", context))
        .contains("what the model says may be")
        .doesNotContain("The GPU.");
    assertThat(GpuWords.withCpu(false, List.of(CPU, against("gpu")), "The GPU.", context))
        .isEqualTo("The GPU.");
  }

  @Test
  public void withCpu_lastResort_saysThatItStandsInAndThenWhatIsKnownOfTheGpu() {
    Verdict lastResort = trusted("cpu-2.16", 20, 10);
    for (Verdict gpu : List.of(against("gpu"), trusted("gpu", 300, 30))) {
      String known = GpuWords.of(List.of(against("cpu"), lastResort, gpu), null, context);
      assertThat(GpuWords.withCpu(false, List.of(against("cpu"), lastResort, gpu), known, context))
          .contains("2.16.1 stands in for it there", "on this phone's processor")
          .doesNotContain("computes") // where the GPU is trusted, that does
          .endsWith(known);
    }
  }

  @Test
  public void of_trustedBesideLastResort_saysTheSpeedsOfBoth() {
    List<Verdict> verdicts =
        List.of(against("cpu"), trusted("cpu-2.16", 20, 10), trusted("gpu", 300, 30));
    assertThat(GpuWords.of(verdicts, null, context)).contains("300 and writes 30", "20 and 10");
  }

  @Test
  public void of_eachOutcome_isASentenceInBothLanguages() {
    for (String language : new String[] {"en", "zh-rCN"}) {
      RuntimeEnvironment.setQualifiers(language);
      Set<String> sentences = new HashSet<>();
      for (Outcome outcome : Outcome.values()) {
        Verdict verdict = new Verdict("gpu", outcome, "", new Speed(2, 1));
        sentences.add(GpuWords.of(List.of(CPU, verdict), null, context));
      }
      assertThat(sentences).hasSize(Outcome.values().length - 1); // no number is a wrong answer
    }
  }

  private static Verdict trusted(String contender, double prefill, double decode) {
    return new Verdict(contender, Outcome.TRUSTED, "", new Speed(prefill, decode));
  }

  private static Verdict against(String contender) {
    return new Verdict(contender, Outcome.WRONG, "", Speed.UNKNOWN);
  }
}
