package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A driver that answers after all its time: nobody waits for it, and what it holds is freed. */
public final class LateGpuTest {
  private static final Circumstances OTHER_MODEL =
      new Circumstances("other bundle", "phone 1", "app 1");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<FakeBackend> late = new CopyOnWriteArrayList<>();
  private TrialGround ground;
  private TrustedBackends backends;
  private Bundle bundle;

  @Before
  public void makeGround() throws IOException {
    ground = new TrialGround(folder.getRoot().toPath());
    backends =
        ground.backends(
            task -> {
              Thread thread = new Thread(task, "trial");
              thread.setDaemon(true);
              threads.add(thread);
              thread.start();
            });
    bundle = ground.bundle();
  }

  @After
  public void letItAnswer() throws InterruptedException {
    awaitTheEnd();
    bundle.close();
  }

  @Test
  public void open_gpuOpensLate_isClosedAndNoneIsOpenedMeanwhile() throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    ground.letTheGpuTalk(this::hang);
    open().close();
    assertThat(ground.opened).endsWith("gpu", "cpu");
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
    ground.replaceTheGpu(() -> ground.right(5_000_000));
    ground.store().forget(TrialGround.HERE_AND_NOW);
    ground.prove();
    ground.opened.clear();
    open().close();
    assertThat(ground.opened).as("it is proved, but a driver hangs").containsExactly("cpu");
    awaitTheEnd();
    assertThat(late).isNotEmpty().allMatch(FakeBackend::isClosed);
    open().close();
    assertThat(ground.opened).endsWith("gpu");
  }

  @Test
  public void open_gpuThatOpensLateCannotBeClosed_isSaidInTheReason() throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    ground.replaceTheGpu(
        () -> {
          await(answer);
          return new Unclosable(ground.right(1));
        });
    open().close();
    awaitTheEnd();
    assertThat(reason()).doesNotContain("closed late");
    open().close();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
    assertThat(reason())
        .startsWith("expected an end within 3000 ms but found none")
        .endsWith("; closed late: GPU: closing failed: the driver is gone");
  }

  @Test
  public void open_gpuFailsLate_isSaidInTheReason() throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    ground.letTheGpuTalk(
        backend -> {
          await(answer);
          throw new BackendException("GPU", "opening", "no OpenCL");
        });
    open().close();
    awaitTheEnd();
    open().close();
    assertThat(reason()).endsWith("; ended late: GPU: opening failed: no OpenCL");
  }

  @Test
  public void prove_oneHangs_anotherModelHasItsCpuProvedAndItsGpuLater() throws Exception {
    ground.addGpu(this::hang);
    assertThat(prove(TrialGround.HERE_AND_NOW)).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
    assertThat(backends.proof(bundle, TrialGround.HERE_AND_NOW)).isEqualTo(ProofState.MADE);
    assertThat(backends.proof(bundle, OTHER_MODEL)).isEqualTo(ProofState.DUE);
    assertThat(prove(OTHER_MODEL)).isTrue();
    assertThat(backends.hasPutOff()).isTrue();
    assertThat(ground.store().read(OTHER_MODEL).keySet()).containsExactly("cpu");
    assertThat(backends.proof(bundle, OTHER_MODEL)).isEqualTo(ProofState.PUT_OFF);
    assertThat(prove(OTHER_MODEL)).isFalse();
    awaitTheEnd();
    assertThat(late).isNotEmpty().allMatch(FakeBackend::isClosed);
    assertThat(backends.proof(bundle, OTHER_MODEL)).isEqualTo(ProofState.DUE);
    assertThat(prove(OTHER_MODEL)).isTrue();
    assertThat(backends.hasPutOff()).isFalse();
    assertThat(ground.store().read(OTHER_MODEL).keySet()).containsExactly("cpu", "gpu");
  }

  @Test
  public void prove_gpuThatEndsLateCannotBeClosed_isSaidInTheReason() throws Exception {
    ground.addGpu(backend -> {});
    ground.replaceTheGpu(
        () -> {
          await(answer);
          return new Unclosable(ground.right(1));
        });
    prove(TrialGround.HERE_AND_NOW);
    awaitTheEnd();
    open().close();
    assertThat(reason()).endsWith("; closed late: GPU: closing failed: the driver is gone");
  }

  @Test
  public void prove_oneHangs_threadsOfAnotherModelAreMeasured() throws Exception {
    ground.addGpu(this::hang);
    prove(TrialGround.HERE_AND_NOW);
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    assertThat(prove(OTHER_MODEL)).isTrue();
    assertThat(ground.store().threads(OTHER_MODEL)).hasValue(4);
  }

  @Test
  public void chat_callEndsLate_closesTheGpu() throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    ground.letTheGpuTalk(
        backend -> {
          late.add(backend);
          backend.beforeDecode(call -> await(answer));
        });
    try (Backend backend = open();
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, new float[TrialGround.CONFIG.vocabulary()]);
      assertThat(late).noneMatch(FakeBackend::isClosed);
    }
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
    awaitTheEnd();
    assertThat(late).hasSize(1).allMatch(FakeBackend::isClosed);
  }

  @Test
  public void open_waiterInterrupted_gpuThatOpensLateIsClosed() throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    ground.letTheGpuTalk(interrupting(Thread.currentThread()));
    assertThatThrownBy(this::open).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    awaitTheEnd();
    assertThat(late).hasSize(1).allMatch(FakeBackend::isClosed);
  }

  @Test
  public void chat_waiterInterrupted_goesOnOnTheCpuAndTheGpuIsClosedWhenItIsOver()
      throws Exception {
    ground.addGpu(backend -> {});
    ground.prove();
    Thread waiter = Thread.currentThread();
    ground.letTheGpuTalk(
        backend -> backend.beforeDecode(call -> interrupting(waiter).accept(backend)));
    float[] logits = new float[TrialGround.CONFIG.vocabulary()];
    try (Backend backend = open();
        KvCache cache = backend.newCache()) {
      assertThatThrownBy(() -> backend.decode(1, cache, logits))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(late).noneMatch(FakeBackend::isClosed);
      backend.decode(1, cache, logits);
      assertThat(ground.opened).endsWith("gpu", "cpu");
    }
    awaitTheEnd();
    assertThat(late).hasSize(1).allMatch(FakeBackend::isClosed);
    assertThat(ground.outcome("gpu")).as("nothing is known").isEqualTo(Outcome.TRUSTED);
  }

  /** Hangs, and has whoever waits for it interrupted. */
  private Consumer<FakeBackend> interrupting(Thread waiter) {
    return backend -> {
      waiter.interrupt();
      hang(backend);
    };
  }

  private Backend open() throws IOException {
    return backends.open(bundle, TrialGround.HERE_AND_NOW, Choice.GPU);
  }

  private boolean prove(Circumstances circumstances) throws IOException {
    return backends.prove(bundle, circumstances, () -> false);
  }

  private String reason() throws IOException {
    return Objects.requireNonNull(ground.store().read(TrialGround.HERE_AND_NOW).get("gpu"))
        .detail();
  }

  /** Opens when the test lets it answer. */
  private void hang(FakeBackend backend) {
    late.add(backend);
    await(answer);
  }

  private void awaitTheEnd() throws InterruptedException {
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Unclosable extends ForwardingBackend {
    Unclosable(Backend model) {
      super(model);
    }

    @Override
    public void close() {
      throw new BackendException("GPU", "closing", "the driver is gone");
    }
  }
}
