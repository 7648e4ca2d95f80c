package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Threads that a user has set: they choose no CPU that the verdicts speak against. */
public final class OwnThreadsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TrialGround ground;

  @Before
  public void makeGround() {
    ground = new TrialGround(folder.getRoot().toPath());
  }

  @Test
  public void openCpu_othersMeasured_hasTheThreadsThatItsUserWants() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    ground.prove();
    assertThat(ground.openCpu(3)).isEqualTo("cpu 3");
  }

  @Test
  public void openCpu_provedWrong_isTheOtherCpu() throws IOException {
    ground.letTheCpuTalk(); // which is not what the golden logits say
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    ground.prove();
    assertThat(ground.openCpu(2)).isEqualTo("last resort");
  }

  @Test
  public void openCpu_doesNotLoad_isTheOtherCpu() throws IOException {
    ground.breakThreads();
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    assertThat(ground.openCpu(2)).isEqualTo("last resort");
  }
}
