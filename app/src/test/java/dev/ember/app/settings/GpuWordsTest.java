package dev.ember.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
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
    assertThat(GpuWords.of(List.of(), context)).contains("not been tried");
  }

  @Test
  public void of_cpuAlone_saysThatThereIsNone() {
    assertThat(GpuWords.of(List.of(CPU), context)).contains("no GPU");
  }

  @Test
  public void of_trusted_saysTheSpeedsOfTheFastest() {
    List<Verdict> verdicts =
        List.of(CPU, trusted("gpu-reads", 300, 30), trusted("gpu", 290, 20), against("gpu-half"));
    assertThat(GpuWords.of(verdicts, context)).contains("300", "30", "100");
  }

  @Test
  public void of_crash_saysSoWhateverElseIsTrue() {
    Verdict crash = new Verdict("gpu", Outcome.CRASHED, "", Speed.UNKNOWN);
    for (List<Verdict> verdicts :
        List.of(
            List.of(CPU, trusted("gpu-reads", 300, 30), crash),
            List.of(CPU, crash, trusted("gpu-reads", 300, 30)))) {
      assertThat(GpuWords.of(verdicts, context)).contains("ended while it tried");
    }
  }

  @Test
  public void of_eachOutcome_isASentenceInBothLanguages() {
    for (String language : new String[] {"en", "zh-rCN"}) {
      RuntimeEnvironment.setQualifiers(language);
      Set<String> sentences = new HashSet<>();
      for (Outcome outcome : Outcome.values()) {
        Verdict verdict = new Verdict("gpu", outcome, "", new Speed(2, 1));
        sentences.add(GpuWords.of(List.of(CPU, verdict), context));
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
