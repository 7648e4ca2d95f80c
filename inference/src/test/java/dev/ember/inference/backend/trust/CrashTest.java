package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a real process leaves behind when it dies, and what the next one makes of it. */
public final class CrashTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void prove_processDied_isKnownToTheNextWhichTriesNoGpuAgain()
      throws IOException, InterruptedException {
    die("prove");
    TrialGround next = new TrialGround(folder.getRoot().toPath());
    next.addGpu(backend -> {});
    next.addGpu("gpu-half", 1, backend -> {});
    assertThat(next.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(next.outcome("gpu")).isEqualTo(Outcome.CRASHED);
    next.opened.clear();
    next.prove();
    assertThat(next.opened).doesNotContain("gpu", "gpu-half");
    next.letTheCpuTalk();
    assertThat(next.chat(Choice.AUTO)).isEqualTo(TrialGround.ANSWER);
  }

  @Test
  public void open_processDied_isOnTheCpuAtTheNextStart() throws IOException, InterruptedException {
    die("open");
    TrialGround next = new TrialGround(folder.getRoot().toPath());
    next.addGpu(backend -> {});
    assertThat(next.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(next.outcome("gpu")).isEqualTo(Outcome.CRASHED);
    assertThat(next.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
  }

  /** Swiped away, or short of memory for once: no reason to leave the CPU. */
  @Test
  public void prove_processDiedOnceOnTheCpu_isOnTheCpuAndTriesItAgain()
      throws IOException, InterruptedException {
    die("prove cpu");
    die("prove cpu");
    TrialGround next = withTwoCpus();
    assertThat(next.backends().tookTheProcessAlong(TrialGround.HERE_AND_NOW)).isFalse();
    assertThat(next.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(next.prove()).isTrue();
    assertThat(next.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
  }

  @Test
  public void prove_processesDiedOnTheCpuInARow_isOnTheOtherCpu()
      throws IOException, InterruptedException {
    for (int process = 0; process < Contender.Kind.CPU.deathsToBlame(); process++) {
      die("prove cpu");
    }
    TrialGround next = withTwoCpus();
    assertThat(next.backends().tookTheProcessAlong(TrialGround.HERE_AND_NOW))
        .as("what is said of the GPU")
        .isFalse();
    assertThat(next.open(Choice.AUTO)).isEqualTo("last resort");
    assertThat(next.outcome("cpu")).isEqualTo(Outcome.CRASHED);
  }

  @Test
  public void prove_cpuProvedBetweenTwoDeaths_countsAnew()
      throws IOException, InterruptedException {
    die("prove cpu");
    die("prove cpu");
    TrialGround between = withTwoCpus();
    between.prove();
    between.store().mark(TrialGround.HERE_AND_NOW, between.cpu());
    assertThat(withTwoCpus().open(Choice.AUTO)).isEqualTo("cpu");
  }

  private TrialGround withTwoCpus() {
    TrialGround ground = new TrialGround(folder.getRoot().toPath());
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    return ground;
  }

  private void die(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingProcess.class.getName(),
                folder.getRoot().toString(),
                how)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(DyingProcess.STATUS);
  }
}
