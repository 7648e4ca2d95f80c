package dev.ember.app.inside.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.os.Looper;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.DoublingTokenizer;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LabTest {
  private static final int[] TEXT = {'H', 'e', 'l', 'l', 'o'};
  private static final long PATIENCE_S = 20;

  /** Rounding of a sum of five float32 shares. */
  private static final float ROUNDING = 1e-5f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AppExecutors executors = new AppExecutors();
  private FakeModels models;
  private Lab lab;

  @Before
  public void makeLab() throws IOException {
    models = new FakeModels(folder.newFolder().toPath());
    lab = new Lab(executors, models, models::freeBytes, System::nanoTime);
  }

  @After
  public void shutDown() {
    lab.chatIsAnswered(false);
    lab.close();
    executors.shutdown();
  }

  private static Observation attention(OpenModel model, LabProgress progress) throws IOException {
    return model
        .microscope()
        .look(TEXT, ObservationRequest.attentionOf(0, model.config()), progress);
  }

  private void settle() {
    Awaited.barrier(executors.inside());
    shadowOf(Looper.getMainLooper()).idle();
  }

  @Test
  public void look_atAModel_givesWhatTheTaskSaw() {
    LabLook<Observation> look = lab.newLook();
    assertThat(look.state().getValue()).isInstanceOf(LabState.Empty.class);

    look.begin("any", "Hello", LabTest::attention);
    assertThat(look.state().getValue()).isInstanceOf(LabState.Working.class);
    settle();

    float sum = 0;
    Observation seen = ((LabState.Done<Observation>) look.state().getValue()).result();
    for (int key = 0; key < TEXT.length; key++) {
      sum += seen.attention(0, 0).weight(TEXT.length - 1, key);
    }
    assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(ROUNDING));
  }

  @Test
  public void look_textThatTheTokenizerCannotTake_saysThatTheModelIsUnfit() {
    LabLook<int[]> look = lab.newLook();
    look.begin(
        "any",
        "text",
        (model, progress) -> DoublingTokenizer.create().encode(DoublingTokenizer.LETTER));
    settle();

    LabState.Failed<int[]> failed = (LabState.Failed<int[]>) look.state().getValue();
    assertThat(failed.fault()).isEqualTo(LabFault.UNFIT);
    assertThat(failed.detail()).startsWith("expected steps of the tokenizer");
  }

  @Test
  public void begin_theSameTwice_looksOnce() {
    LabLook<String> look = lab.newLook();
    AtomicInteger times = new AtomicInteger();
    LabTask<String> task = (model, progress) -> "look " + times.incrementAndGet();

    look.begin("any", "key", task);
    settle();
    look.begin("any", "key", task);
    settle();
    assertThat(times).hasValue(1);

    look.begin("any", "another", task);
    settle();
    assertThat(((LabState.Done<String>) look.state().getValue()).result()).isEqualTo("look 2");
  }

  @Test
  public void chat_whileItIsAnswered_goesFirst() {
    LabLook<Observation> look = lab.newLook();
    lab.chatIsAnswered(true);

    look.begin("any", "Hello", LabTest::attention);
    assertThat(((LabState.Working<?>) look.state().getValue()).waits()).isTrue();
    assertThat(models.timesAsked()).isZero();

    lab.chatIsAnswered(false);
    settle();
    assertThat(look.state().getValue()).isInstanceOf(LabState.Done.class);
  }

  @Test
  public void chat_thatBeginsBetweenTwoSteps_holdsTheSecondBack() throws Exception {
    LabLook<String> look = lab.newLook();
    CountDownLatch atFirst = new CountDownLatch(1);
    CountDownLatch chatBegan = new CountDownLatch(1);
    CountDownLatch behindSecond = new CountDownLatch(1);
    look.begin(
        "any",
        "steps",
        (model, progress) -> {
          progress.step(1, 3);
          atFirst.countDown();
          await(chatBegan);
          progress.step(2, 3);
          behindSecond.countDown();
          return "done";
        });
    assertThat(atFirst.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    lab.chatIsAnswered(true);
    chatBegan.countDown();

    seeWaiting(look);
    assertThat(behindSecond.getCount()).isEqualTo(1);

    lab.chatIsAnswered(false);
    settle();
    assertThat(((LabState.Done<String>) look.state().getValue()).result()).isEqualTo("done");
  }

  private static void seeWaiting(LabLook<String> look) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!(look.state().getValue() instanceof LabState.Working<String> work && work.waits())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      shadowOf(Looper.getMainLooper()).idleFor(34, TimeUnit.MILLISECONDS);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new AssertionError("expected a signal within " + PATIENCE_S + " s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }

  @Test
  public void end_whileItWaits_leavesNothing() {
    LabLook<Observation> look = lab.newLook();
    lab.chatIsAnswered(true);
    look.begin("any", "Hello", LabTest::attention);

    look.end();
    settle();
    assertThat(look.state().getValue()).isInstanceOf(LabState.Empty.class);
    assertThat(models.timesAsked()).isZero();
  }

  @Test
  public void memory_tooLittle_isKnownBeforehandWithBothNumbers() {
    models.freeBytes(1_000);
    LabLook<String> look = lab.newLook();
    AtomicInteger ran = new AtomicInteger();
    look.begin("any", "much", needs(5_000, ran));
    settle();

    LabState.Failed<String> failed = (LabState.Failed<String>) look.state().getValue();
    assertThat(List.of(failed.fault(), failed.needed(), failed.available()))
        .isEqualTo(List.of(LabFault.MEMORY, 5_000L, 1_000L));
    assertThat(ran).hasValue(0);
  }

  private static LabTask<String> needs(long bytes, AtomicInteger ran) {
    return new LabTask<>() {
      @Override
      public long bytes(OpenModel model) {
        return bytes;
      }

      @Override
      public String run(OpenModel model, LabProgress progress) {
        return "look " + ran.incrementAndGet();
      }
    };
  }

  @Test
  public void memory_thatThePhoneDoesNotTell_isOnlyTheHeaps() {
    models.freeBytes(0);
    LabLook<String> look = lab.newLook();
    look.begin("any", "little", needs(5_000, new AtomicInteger()));
    settle();
    assertThat(look.state().getValue()).isEqualTo(new LabState.Done<>("look 1"));

    look.begin("any", "too much", needs(Long.MAX_VALUE, new AtomicInteger()));
    settle();
    assertThat(((LabState.Failed<String>) look.state().getValue()).fault())
        .isEqualTo(LabFault.MEMORY);
  }

  @Test
  public void memoryPressure_duringALook_endsItAndSaysWhy() {
    LabLook<Observation> look = lab.newLook();
    lab.chatIsAnswered(true);
    look.begin("any", "Hello", LabTest::attention);

    lab.relieveMemory();
    settle();
    assertThat(((LabState.Failed<?>) look.state().getValue()).fault())
        .isEqualTo(LabFault.MEMORY_TAKEN);

    lab.chatIsAnswered(false);
    look.begin("any", "Hello", LabTest::attention);
    settle();
    assertThat(look.state().getValue()).isInstanceOf(LabState.Done.class);
  }

  @Test
  public void bundle_missing_saysSoAndCanBeTriedAgain() {
    models.missing(true);
    LabLook<String> look = lab.newLook();
    LabTask<String> task = (model, progress) -> model.manifest().name();
    look.begin("gone", "key", task);
    settle();
    assertThat(look.state().getValue())
        .isEqualTo(new LabState.Failed<>(LabFault.STORAGE, 0, 0, "gone"));

    models.missing(false);
    look.begin("gone", "key", task);
    settle();
    assertThat(look.state().getValue()).isEqualTo(new LabState.Done<>(RunnableBundle.NAME));
  }
}
