package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.testing.FakeModel;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.trust.ProofState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** When a loaded model's backends are proved, and what becomes of it meanwhile. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ProofWhenIdleTest {
  private static final long CHAT = 1;

  private final AppExecutors executors = new AppExecutors();
  private final RecordingSource source = new RecordingSource();
  private final LoadedModel model =
      new LoadedModel(source, executors.inference(), backend -> backend);

  @After
  public void endThreads() {
    executors.shutdown();
  }

  @Test
  public void prove_unknownModel_isDoneWithNothingOpenAndThenOpensAgain()
      throws InterruptedException {
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  @Test
  public void prove_again_doesNothing() throws InterruptedException {
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    source.calls.clear();
    run(() -> model.prove(() -> false));
    assertThat(source.calls).isEmpty();
  }

  @Test
  public void prove_knownModel_staysOpen() throws InterruptedException {
    source.proved = true;
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open");
  }

  @Test
  public void prove_nothingLoaded_doesNothing() throws InterruptedException {
    run(() -> model.prove(() -> false));
    assertThat(source.calls).isEmpty();
  }

  @Test
  public void prove_interruptedByAQuestion_leavesTheOpeningToIt() throws InterruptedException {
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> true));
    assertThat(source.calls).containsExactly("open", "prove, closed");
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls)
        .containsExactly("open", "prove, closed", "open", "prove, closed", "open");
  }

  @Test
  public void prove_proofFails_opensAgain() throws InterruptedException {
    source.fault = new IOException("disk full");
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  /** Nothing can be found out now, so nothing is closed for it; another time it can be. */
  @Test
  public void prove_putOff_leavesTheModelOpenAndIsMadeWhenItCanBe() throws InterruptedException {
    source.putOff = true;
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open");
    source.putOff = false;
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  /** The CPU was proved, and a driver hung until the GPUs were passed over. */
  @Test
  public void prove_putOffHalfWay_isMadeWhenItCanBe() throws InterruptedException {
    source.hangsNext = true;
    run(() -> model.load(CHAT));
    run(() -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
    run(() -> model.prove(() -> false));
    assertThat(source.calls)
        .containsExactly("open", "prove, closed", "open", "prove, closed", "open");
  }

  private void run(Runnable task) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    executors
        .inference()
        .execute(
            () -> {
              task.run();
              done.countDown();
            });
    done.await();
  }

  /** Remembers what it was asked. */
  private static final class RecordingSource implements ModelSource {
    private final FakeModel model = new FakeModel();
    private final List<String> calls = new ArrayList<>();
    private boolean proved;
    private boolean putOff;
    private boolean hangsNext;
    private @Nullable IOException fault;

    @Override
    public Engine open() throws IOException {
      calls.add("open");
      return model.open();
    }

    @Override
    public ProofState proof(String modelId) {
      if (proved) {
        return ProofState.MADE;
      }
      return putOff ? ProofState.PUT_OFF : ProofState.DUE;
    }

    @Override
    public boolean prove(String modelId, BooleanSupplier stopped) throws IOException {
      calls.add(model.backend().isClosed() ? "prove, closed" : "prove, open");
      if (fault != null) {
        throw fault;
      }
      boolean left = hangsNext; // what hung may be over when anybody asks
      hangsNext = false;
      proved = !left && !stopped.getAsBoolean();
      return left;
    }
  }
}
