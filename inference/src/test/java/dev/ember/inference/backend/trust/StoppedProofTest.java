package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A question comes while a GPU is being built, which nobody can stop. */
public final class StoppedProofTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final CountDownLatch building = new CountDownLatch(1);
  private final CountDownLatch built = new CountDownLatch(1);
  private final List<FakeBackend> gpus = new ArrayList<>();
  private TrialGround ground;
  private TrustedBackends backends;

  @Before
  public void makeGround() {
    ground = new TrialGround(folder.getRoot().toPath());
    ground.addGpu(
        backend -> {
          gpus.add(backend);
          building.countDown();
          await(built);
        });
    backends = ground.backends();
  }

  @After
  public void endBuilding() {
    built.countDown();
  }

  @Test
  public void prove_stoppedWhileAGpuIsBuilt_returnsAndTheCpuAnswers() throws IOException {
    assertThat(proveUntilBuilding()).isFalse();
    assertThat(built.getCount()).as("the GPU is still being built").isEqualTo(1);
    ground.opened.clear();
    try (Bundle bundle = ground.bundle()) {
      backends.open(bundle, TrialGround.HERE_AND_NOW, Choice.AUTO).close();
    }
    assertThat(ground.opened).containsExactly("cpu");
  }

  /** A driver that takes the process along later is still to be found out. */
  @Test
  public void prove_stoppedWhileAGpuIsBuilt_keepsTheMarkAndBlamesNobodyMeanwhile()
      throws IOException {
    proveUntilBuilding();
    assertThat(backends.tookTheProcessAlong(TrialGround.HERE_AND_NOW)).isFalse();
    assertThat(ground.store().read(TrialGround.HERE_AND_NOW)).doesNotContainKey("gpu");
    assertThat(ground.backends().tookTheProcessAlong(TrialGround.HERE_AND_NOW))
        .as("what the next process would say")
        .isTrue();
  }

  @Test
  public void prove_again_waitsForTheGpuThatWasLeftAndTriesItAnew() throws IOException {
    proveUntilBuilding();
    built.countDown();
    try (Bundle bundle = ground.bundle()) {
      assertThat(backends.prove(bundle, TrialGround.HERE_AND_NOW, () -> false)).isTrue();
    }
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TRUSTED);
    assertThat(gpus).hasSize(2).allMatch(FakeBackend::isClosed);
    assertThat(ground.backends().tookTheProcessAlong(TrialGround.HERE_AND_NOW)).isFalse();
  }

  @Test
  public void prove_gpu_isOpenedWhenTheCpuThatItIsHeldToIsClosed() throws IOException {
    List<FakeBackend> cpus = new ArrayList<>();
    List<Boolean> closed = new ArrayList<>();
    TrialGround other = new TrialGround(folder.getRoot().toPath());
    other.provideTheCpu(
        () -> {
          cpus.add(other.right(1_000_000));
          return cpus.get(cpus.size() - 1);
        });
    other.addGpu(backend -> cpus.forEach(cpu -> closed.add(cpu.isClosed())));
    other.prove();
    assertThat(closed).hasSizeGreaterThan(1).doesNotContain(false);
  }

  private boolean proveUntilBuilding() throws IOException {
    try (Bundle bundle = ground.bundle()) {
      return backends.prove(
          bundle, TrialGround.HERE_AND_NOW, () -> building.getCount() == 0 && built.getCount() > 0);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody went on within a minute");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
