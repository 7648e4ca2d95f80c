package dev.ember.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.library.GpuStanding;
import dev.ember.app.library.GpuVerdict;
import dev.ember.app.library.GpuVerdict.Pace;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import java.util.HashSet;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** A model's page says of the GPU what was found out, and what is made of it. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class GpuCardWordsTest {
  private static final Speed CPU = new Speed(1_000, 100);

  private final Context context = ApplicationProvider.getApplicationContext();

  @Test
  public void right_faster_saysByHowMuchAndWhatWasMeasured() {
    GpuStanding gpu = standing(right(Pace.FASTER, 2_560, 180), Choice.AUTO);
    assertThat(title(gpu)).isEqualTo("GPU checked against CPU: right, 2.0× faster");
    assertThat(body(gpu)).contains("reads 2,560 and writes 180", "1,000 and 100");
    RuntimeEnvironment.setQualifiers("zh-rCN");
    assertThat(title(gpu)).isEqualTo("显卡已与处理器核对：结果正确，快 2.0 倍");
    assertThat(body(gpu)).contains("2,560", "1,000");
  }

  @Test
  public void right_hardlyFaster_isNotSaidToBeAsFast() {
    assertThat(title(standing(right(Pace.FASTER, 1_020, 102), Choice.AUTO))).contains("1.02×");
  }

  @Test
  public void right_slower_namesWhatIsUsed() {
    GpuVerdict slower = right(Pace.SLOWER, 500, 50);
    assertThat(title(standing(slower, Choice.AUTO)))
        .isEqualTo("GPU checked against CPU: right, but slower here. Ember uses the CPU.");
    assertThat(title(standing(slower, Choice.GPU)))
        .contains("but slower here", "as the settings say")
        .doesNotContain("uses the CPU");
  }

  @Test
  public void right_tooLittleForItsRounding_isNotCalledSlower() {
    GpuVerdict rounding = right(Pace.TOO_LITTLE, 1_100, 110);
    assertThat(title(standing(rounding, Choice.AUTO)))
        .contains("1.1× faster", "rounds", "uses the CPU");
    assertThat(title(standing(rounding, Choice.GPU)))
        .isEqualTo("GPU checked against CPU: right, 1.1× faster");
  }

  @Test
  public void right_notUsedAllTheSame_saysWhoseWishThatIs() {
    GpuVerdict faster = right(Pace.FASTER, 2_000, 200);
    assertThat(body(standing(faster, Choice.CPU))).contains("the settings say the processor");
    assertThat(body(new GpuStanding(faster, Choice.AUTO, true, true, false)))
        .contains("how many threads of the CPU");
    assertThat(body(standing(faster, Choice.AUTO))).doesNotContain("settings", "threads");
  }

  @Test
  public void right_readsAlone_saysWhoWrites() {
    GpuVerdict reads = new GpuVerdict.Right(Pace.FASTER, false, new Speed(2_000, 100), CPU);
    assertThat(body(standing(reads, Choice.AUTO)))
        .contains("Reading uses the GPU, writing the CPU");
    assertThat(body(standing(right(Pace.FASTER, 2_000, 200), Choice.AUTO)))
        .doesNotContain("Reading uses");
  }

  @Test
  public void right_noCpuToCompareWith_claimsNoComparison() {
    GpuStanding alone =
        standing(
            new GpuVerdict.Right(Pace.FASTER, true, new Speed(200, 20), Speed.UNKNOWN),
            Choice.AUTO);
    assertThat(title(alone)).isEqualTo("GPU checked: right");
    assertThat(body(alone)).isEqualTo("The GPU reads 200 and writes 20 tokens a second.");
  }

  @Test
  public void wrong_saysWhatWasFoundAndWhereTheCpuIsWrongTooThat() {
    GpuVerdict wrong = new GpuVerdict.Wrong("logit 3: expected 0.1 but found 7.2\nat op 7");
    GpuStanding gpu = standing(wrong, Choice.AUTO);
    assertThat(title(gpu)).isEqualTo("GPU checked against CPU: wrong answers. Ember uses the CPU.");
    assertThat(body(gpu)).contains("found 7.2").doesNotContain("op 7", "may be wrong");
    assertThat(body(new GpuStanding(wrong, Choice.AUTO, false, true, true)))
        .contains("what the model says may be wrong");
  }

  @Test
  public void notStarted_givesTheReasonInsideTheSentence() {
    GpuVerdict refused = new GpuVerdict.NotStarted(Outcome.FAILED, "no OpenCL 1.2 library.\nmore");
    assertThat(title(standing(refused, Choice.AUTO)))
        .isEqualTo("GPU could not start: no OpenCL 1.2 library. Ember uses the CPU.");
    for (String language : new String[] {"en", "zh-rCN"}) {
      RuntimeEnvironment.setQualifiers(language);
      Set<String> sentences = new HashSet<>();
      for (Outcome outcome :
          new Outcome[] {
            Outcome.FAILED, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY
          }) {
        sentences.add(title(standing(new GpuVerdict.NotStarted(outcome, ""), Choice.AUTO)));
      }
      assertThat(sentences).hasSize(4);
    }
  }

  @Test
  public void unknown_saysWhatACheckTakesOrWhyThereIsNone() {
    assertThat(title(standing(new GpuVerdict.Unchecked(false), Choice.AUTO)))
        .isEqualTo("GPU not checked yet: takes about 10 s");
    assertThat(body(standing(new GpuVerdict.Unchecked(true), Choice.AUTO))).contains("window");
    GpuObstacle memory = new GpuObstacle(GpuObstacle.Reason.MEMORY, 1_900_000_000L, 1_400_000_000L);
    GpuStanding untried =
        new GpuStanding(new GpuVerdict.Untried(memory), Choice.AUTO, false, false, false);
    assertThat(title(untried)).contains("1.9 GB", "1.4 GB");
    assertThat(body(untried)).isEmpty();
  }

  private static GpuVerdict right(Pace pace, double prefill, double decode) {
    return new GpuVerdict.Right(pace, true, new Speed(prefill, decode), CPU);
  }

  private static GpuStanding standing(GpuVerdict verdict, Choice choice) {
    return new GpuStanding(verdict, choice, false, true, false);
  }

  private String title(GpuStanding gpu) {
    return GpuCardWords.title(gpu, context);
  }

  private String body(GpuStanding gpu) {
    return GpuCardWords.body(gpu, context);
  }
}
