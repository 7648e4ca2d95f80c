package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What GPUs keep on the disk takes as much as the weights: whose it is that stays there. */
public final class KeptOnDiskTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TrialGround ground;

  @Before
  public void makeGround() {
    ground = new TrialGround(folder.getRoot().toPath());
    ground.addGpu("gpu-reads", 2_000_000, backend -> {});
    ground.addGpu("gpu", 1_000_000, backend -> {});
    ground.addGpu("gpu-half", 1, backend -> backend.script(tokens -> 1));
  }

  @Test
  public void open_nothingProved_keepsAll() throws IOException {
    ground.open(Choice.AUTO);
    assertThat(ground.kept).containsExactly("gpu-reads", "gpu", "gpu-half");
  }

  @Test
  public void open_proved_keepsTheBestAlone() throws IOException {
    ground.prove();
    assertThat(ground.outcome("gpu-half")).isEqualTo(Outcome.WRONG);
    for (Choice choice : Choice.values()) { // another choice may come
      ground.kept = null;
      ground.open(choice);
      assertThat(ground.kept).containsExactly("gpu");
    }
  }

  @Test
  public void open_theBestHasFailed_keepsTheNext() throws IOException {
    ground.prove();
    ground
        .store()
        .add(TrialGround.HERE_AND_NOW, Verdict.against("gpu", Outcome.FAILED, "in a chat"));
    ground.open(Choice.AUTO);
    assertThat(ground.kept).containsExactly("gpu-reads");
  }

  @Test
  public void open_oneTookTheProcessAlong_keepsNone() throws IOException {
    ground.prove();
    ground.store().add(TrialGround.HERE_AND_NOW, Verdict.against("gpu", Outcome.CRASHED, ""));
    ground.open(Choice.AUTO);
    assertThat(ground.kept).isEmpty();
  }

  /** A GPU for which there is no memory now is not named, and comes back. */
  @Test
  public void open_theBestIsNotNamedNow_leavesAll() throws IOException {
    ground.prove();
    TrialGround small = new TrialGround(folder.getRoot().toPath());
    small.open(Choice.AUTO);
    assertThat(small.kept).isNull();
  }

  @Test
  public void open_aCallStillHangs_leavesAllToIt() throws IOException {
    ground.prove();
    try (Bundle bundle = ground.bundle()) {
      TrustedBackends backends = ground.backends(task -> {}); // ends never
      backends.open(bundle, TrialGround.HERE_AND_NOW, Choice.GPU).close();
      assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
      ground.kept = null;
      backends.open(bundle, TrialGround.HERE_AND_NOW, Choice.GPU).close();
      assertThat(ground.kept).isNull();
    }
  }

  @Test
  public void discard_keepsNone() throws IOException {
    try (Bundle bundle = ground.bundle()) {
      ground.backends().discard(bundle);
    }
    assertThat(ground.kept).isEmpty();
  }
}
