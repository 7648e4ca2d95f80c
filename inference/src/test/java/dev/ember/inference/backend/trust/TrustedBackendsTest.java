package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Proofs, choices, and each fault that a GPU may have: a chat on the CPU is the end of all. */
public final class TrustedBackendsTest {
  private static final Consumer<FakeBackend> SOUND = backend -> {};

  /** Less than the one golden prompt. */
  private static final DecoderConfig NARROW = TrialGround.CONFIG.withContext(4);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TrialGround ground;

  @Before
  public void makeGround() {
    ground = new TrialGround(folder.getRoot().toPath());
  }

  @Test
  public void open_nothingProved_isTheCpu() throws IOException {
    ground.addGpu(SOUND);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(ground.open(Choice.GPU)).isEqualTo("cpu");
  }

  @Test
  public void open_fasterGpuProved_isTheGpu() throws IOException {
    ground.addGpu(SOUND);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TRUSTED);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu");
    assertThat(ground.open(Choice.CPU)).isEqualTo("cpu");
  }

  @Test
  public void open_slowerGpuProved_isTheCpuUnlessAskedFor() throws IOException {
    ground.addGpu("gpu", 1_000_000_000, SOUND);
    ground.prove();
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(ground.open(Choice.GPU)).isEqualTo("gpu");
  }

  @Test
  public void open_halvesALittleFaster_areNotWorthIt() throws IOException {
    ground.addGpu("gpu", 1_000_000, SOUND);
    ground.addGpu("gpu-half", 900_000, SOUND);
    ground.prove();
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu");
  }

  @Test
  public void open_halvesMuchFaster_areChosen() throws IOException {
    ground.addGpu("gpu", 1_000_000, SOUND);
    ground.addGpu("gpu-half", 500_000, SOUND);
    ground.prove();
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu-half");
  }

  @Test
  public void prove_again_triesNothingTwice() throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    ground.opened.clear();
    try (Bundle bundle = ground.bundle()) {
      assertThat(ground.backends().proof(bundle, TrialGround.HERE_AND_NOW))
          .isEqualTo(ProofState.MADE);
    }
    assertThat(ground.prove()).isFalse();
    assertThat(ground.opened).isEmpty();
  }

  @Test
  public void prove_otherDriverOrAppOrBundle_triesAgain() throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    for (Circumstances other :
        List.of(
            new Circumstances("bundle", "phone 2", "app 1"),
            new Circumstances("bundle", "phone 2", "app 2"),
            new Circumstances("other bundle", "phone 2", "app 2"))) {
      try (Bundle bundle = ground.bundle()) {
        assertThat(ground.backends().prove(bundle, other, () -> false)).as("%s", other).isTrue();
        assertThat(ground.store().read(other).keySet()).containsExactly("cpu", "gpu");
      }
    }
  }

  @Test
  public void prove_stopped_learnsNothing() throws IOException {
    ground.addGpu(SOUND);
    try (Bundle bundle = ground.bundle()) {
      assertThat(ground.backends().prove(bundle, TrialGround.HERE_AND_NOW, () -> true)).isFalse();
    }
    assertThat(ground.store().read(TrialGround.HERE_AND_NOW)).isEmpty();
    try (Bundle bundle = ground.bundle()) {
      assertThat(ground.backends().proof(bundle, TrialGround.HERE_AND_NOW))
          .isEqualTo(ProofState.DUE);
    }
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(ground.prove()).isTrue();
  }

  @Test
  public void prove_wrongLogits_endsOnTheCpu() throws IOException {
    endsOnTheCpu(backend -> backend.script(tokens -> 1), Outcome.WRONG);
  }

  @Test
  public void prove_wrongLogitsInAFullCacheOnly_endsOnTheCpu() throws IOException {
    endsOnTheCpu(
        backend ->
            backend.script(
                tokens ->
                    tokens.length > TrialGround.CONFIG.context() / 2 ? 1 : FakeBackend.NOTHING),
        Outcome.WRONG);
  }

  /** Where nothing could be compared, nothing is known: neither that it is right nor wrong. */
  @Test
  public void prove_noGoldenPromptFitsTheWindow_isNotTrustedAndAskedAgainInALargerOne()
      throws IOException {
    boolean[] whole = {false};
    ground.add(
        "gpu",
        Contender.Kind.GPU,
        () -> whole[0] ? ground.right(1_000_000) : new FakeBackend(NARROW));
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.UNASKED);
    assertThat(ground.store().read(TrialGround.HERE_AND_NOW).values())
        .extracting(Verdict::detail)
        .contains("expected a golden prompt of at most 4 tokens but found none");
    assertThat(ground.open(Choice.GPU)).isEqualTo("cpu");
    try (Bundle bundle = ground.bundle()) {
      assertThat(ground.backends().proof(bundle, TrialGround.HERE_AND_NOW))
          .isEqualTo(ProofState.DUE);
    }
    whole[0] = true;
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TRUSTED);
    assertThat(ground.open(Choice.GPU)).isEqualTo("gpu");
  }

  @Test
  public void prove_noGoldenPromptFitsTheCpu_staysInUseAndIsAskedAgain() throws IOException {
    ground.provideTheCpu(() -> new FakeBackend(NARROW));
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    ground.prove();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.UNASKED);
    assertThat(ground.opened).doesNotContain("last resort");
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    ground.provideTheCpu(() -> ground.right(1_000_000));
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
  }

  /** One that reads on a GPU verifies by another signature than it writes with. */
  @Test
  public void prove_verifyAloneIsWrong_endsOnTheCpu() throws IOException {
    ground.add("gpu", Contender.Kind.GPU, () -> new LyingVerify(ground.right(1)));
    ground.prove();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.WRONG);
    assertThat(ground.open(Choice.GPU)).isEqualTo("cpu");
  }

  private static final class LyingVerify extends ForwardingBackend {
    private static final int AT_ONCE = 8;

    LyingVerify(FakeBackend model) {
      super(model);
      model.verifyAtOnce(AT_ONCE);
    }

    @Override
    public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
      super.verify(tokens, count, cache, logits);
      for (int i = 0; i < count; i++) {
        float[] row = logits[i];
        if (row != null) {
          Arrays.fill(row, 0);
        }
      }
    }
  }

  @Test
  public void prove_notANumber_endsOnTheCpu() throws IOException {
    endsOnTheCpu(backend -> backend.breakLogitsAtDecode(1), Outcome.NOT_FINITE);
  }

  @Test
  public void prove_runtimeFails_endsOnTheCpu() throws IOException {
    endsOnTheCpu(backend -> backend.failAtDecode(0), Outcome.FAILED);
  }

  @Test
  public void prove_doesNotOpen_endsOnTheCpu() throws IOException {
    endsOnTheCpu(
        backend -> {
          throw new BackendException("GPU", "opening", "no OpenCL");
        },
        Outcome.FAILED);
  }

  @Test
  public void prove_outOfMemory_endsOnTheCpu() throws IOException {
    endsOnTheCpu(
        backend -> {
          throw new OutOfMemoryError("as the test wants");
        },
        Outcome.OUT_OF_MEMORY);
  }

  @Test
  public void prove_outOfMemorySaidByTheBackend_endsOnTheCpu() throws IOException {
    endsOnTheCpu(
        backend -> {
          throw BackendException.outOfMemory(
              "GPU", "opening", new OutOfMemoryError("as the test wants"));
        },
        Outcome.OUT_OF_MEMORY);
  }

  @Test
  public void prove_hangs_endsOnTheCpuAndTriesNoOtherGpu() throws IOException {
    ground.addGpu(TrustedBackendsTest::hang);
    ground.addGpu("gpu-half", 1, SOUND);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TIMED_OUT);
    assertThat(ground.prove()).isFalse();
    assertThat(ground.opened).doesNotContain("gpu-half");
    chatsOnTheCpu();
  }

  @Test
  public void prove_cpuWrong_opensTheOtherCpu() throws IOException {
    ground.letTheCpuTalk(); // which is not what the golden logits say
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    ground.prove();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.WRONG);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("last resort");
  }

  @Test
  public void answersWrongly_onlyWhereNothingIsBetterThanAWrongCpu() throws IOException {
    assertThat(answersWrongly(Choice.AUTO)).as("nothing is known").isFalse();
    ground.letTheCpuTalk(); // which is not what the golden logits say
    ground.prove();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.WRONG);
    assertThat(answersWrongly(Choice.AUTO)).isTrue();
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    assertThat(answersWrongly(Choice.AUTO)).as("it may be better").isFalse();
    ground.prove();
    assertThat(answersWrongly(Choice.AUTO)).isFalse();
  }

  @Test
  public void answersWrongly_cpuBrokeOff_isAnotherFault() throws IOException {
    ground.breakTheCpu();
    ground.prove();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.FAILED);
    assertThat(answersWrongly(Choice.AUTO)).isFalse();
  }

  private boolean answersWrongly(Choice choice) throws IOException {
    try (Bundle bundle = ground.bundle()) {
      return ground.backends().answersWrongly(bundle, TrialGround.HERE_AND_NOW, choice);
    }
  }

  @Test
  public void open_cpuDoesNotLoad_opensTheOtherCpu() throws IOException {
    ground.breakTheCpu();
    ground.add("last resort", Contender.Kind.CPU, () -> ground.right(1_000_000));
    assertThat(ground.open(Choice.AUTO)).isEqualTo("last resort");
  }

  @Test
  public void chat_provedGpuThrowsInTheMiddle_goesOnOnTheCpu() throws IOException {
    goesOnOnTheCpu(backend -> backend.failAtDecode(1), Outcome.FAILED);
  }

  @Test
  public void chat_provedGpuGivesNoNumbers_goesOnOnTheCpu() throws IOException {
    goesOnOnTheCpu(backend -> backend.breakLogitsAtDecode(1), Outcome.NOT_FINITE);
  }

  @Test
  public void chat_provedGpuHangs_goesOnOnTheCpu() throws IOException {
    goesOnOnTheCpu(TrustedBackendsTest::hang, Outcome.TIMED_OUT);
  }

  @Test
  public void chat_provedGpuRunsOutOfMemory_goesOnOnTheCpuAndIsTheGpuAnotherTime()
      throws IOException {
    isTheGpuAnotherTime(
        backend ->
            backend.beforePrefill(
                call -> {
                  throw new OutOfMemoryError("as the test wants");
                }));
  }

  @Test
  public void open_provedGpuNoLongerOpens_isTheCpu() throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    ground.letTheCpuTalk();
    ground.letTheGpuTalk(
        backend -> {
          throw new BackendException("GPU", "opening", "no OpenCL any more");
        });
    assertThat(ground.chat(Choice.AUTO)).isEqualTo(TrialGround.ANSWER);
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.FAILED);
  }

  @Test
  public void open_noRoomForTheProvedGpuNow_isTheCpuAndTheGpuAnotherTime() throws IOException {
    isTheGpuAnotherTime(
        backend -> {
          throw new NoRoomException("as the test wants");
        });
  }

  @Test
  public void open_provedGpuRunsOutOfMemory_isTheCpuAndTheGpuAnotherTime() throws IOException {
    isTheGpuAnotherTime(
        backend -> {
          throw new OutOfMemoryError("as the test wants");
        });
  }

  @Test
  public void prove_noRoomNow_keepsNoVerdictAndTriesTheNextAndAgain() throws IOException {
    boolean[] room = {false};
    ground.addGpu(
        backend -> {
          if (!room[0]) {
            throw new NoRoomException("as the test wants");
          }
        });
    assertThat(ground.prove()).isTrue(); // of the CPU
    assertThat(ground.store().read(TrialGround.HERE_AND_NOW).keySet()).containsExactly("cpu");
    assertThat(ground.prove()).isFalse();
    ground.addGpu("gpu-half", 1_000_000, SOUND);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu-half")).isEqualTo(Outcome.TRUSTED);
    room[0] = true;
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TRUSTED);
  }

  /** What was missing at one time takes nothing back of the proof. */
  private void isTheGpuAnotherTime(Consumer<FakeBackend> shortage) throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    ground.letTheCpuTalk();
    ground.letTheGpuTalk(shortage);
    assertThat(ground.chat(Choice.AUTO)).isEqualTo(TrialGround.ANSWER);
    assertThat(ground.opened).endsWith("gpu", "cpu");
    assertThat(ground.outcome("gpu")).isEqualTo(Outcome.TRUSTED);
    ground.letTheGpuTalk(SOUND);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu");
  }

  @Test
  public void forget_makesTheProofAgain() throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    ground.store().forget(TrialGround.HERE_AND_NOW);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(ground.prove()).isTrue();
  }

  private void endsOnTheCpu(Consumer<FakeBackend> fault, Outcome outcome) throws IOException {
    ground.addGpu(fault);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome("gpu")).isEqualTo(outcome);
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
    chatsOnTheCpu();
  }

  private void chatsOnTheCpu() throws IOException {
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
    assertThat(ground.open(Choice.GPU)).isEqualTo("cpu");
    ground.letTheCpuTalk();
    assertThat(ground.chat(Choice.AUTO)).isEqualTo(TrialGround.ANSWER);
  }

  /** The GPU is sound while it is tried, and not afterwards. */
  private void goesOnOnTheCpu(Consumer<FakeBackend> fault, Outcome outcome) throws IOException {
    ground.addGpu(SOUND);
    ground.prove();
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu");
    ground.letTheCpuTalk();
    ground.letTheGpuTalk(fault);
    assertThat(ground.chat(Choice.AUTO)).isEqualTo(TrialGround.ANSWER);
    assertThat(ground.outcome("gpu")).isEqualTo(outcome);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");
  }

  /** For as long as the process lives. */
  private static void hang(FakeBackend backend) {
    backend.beforeDecode(
        call -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
