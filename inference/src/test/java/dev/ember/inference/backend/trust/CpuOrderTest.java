package dev.ember.inference.backend.trust;

import static dev.ember.inference.backend.trust.ProofState.MADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which of two CPUs answers, by what is known of each: the first is faster, and smaller. */
public final class CpuOrderTest {
  private static final String FIRST = "first";
  private static final String RESORT = "resort";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private final List<String> opened = new ArrayList<>();

  @Test
  public void openCpu_nothingKnown_isTheFirst() {
    assertThat(open()).isEqualTo(FIRST);
  }

  @Test
  public void openCpu_firstOnlyTookTooLong_isTheFirstUntilTheOtherIsKnownToBeRight() {
    for (Outcome scarce : List.of(Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY)) {
      verdicts.clear();
      verdicts.put(FIRST, Verdict.against(FIRST, scarce, ""));
      assertThat(open()).as("the other is slower, larger, and not proved").isEqualTo(FIRST);
      verdicts.put(RESORT, Verdict.against(RESORT, scarce, ""));
      assertThat(open()).as("neither is").isEqualTo(FIRST);
      verdicts.put(RESORT, new Verdict(RESORT, Outcome.TRUSTED, "", new Speed(1, 1)));
      assertThat(open()).isEqualTo(RESORT);
    }
  }

  @Test
  public void openCpu_firstIsWrongOrBroke_isTheOther() {
    for (Outcome fault :
        List.of(Outcome.WRONG, Outcome.NOT_FINITE, Outcome.FAILED, Outcome.CRASHED)) {
      verdicts.clear();
      verdicts.put(FIRST, Verdict.against(FIRST, fault, ""));
      assertThat(open()).as("%s", fault).isEqualTo(RESORT);
      verdicts.put(RESORT, Verdict.against(RESORT, Outcome.TIMED_OUT, ""));
      assertThat(open()).as("%s, and the other slow", fault).isEqualTo(RESORT);
      verdicts.put(RESORT, Verdict.against(RESORT, Outcome.WRONG, ""));
      assertThat(open()).as("%s, and the other wrong", fault).isEqualTo(FIRST);
    }
  }

  @Test
  public void answersWrongly_isAskedOfTheOneThatIsUsed() {
    verdicts.put(FIRST, Verdict.against(FIRST, Outcome.WRONG, "not its golden answers"));
    verdicts.put(RESORT, Verdict.against(RESORT, Outcome.TIMED_OUT, "too slow"));
    assertThat(answersWrongly()).as("the slow one is used").isFalse();
    verdicts.put(RESORT, Verdict.against(RESORT, Outcome.FAILED, "does not open"));
    assertThat(answersWrongly()).isTrue();
    verdicts.put(FIRST, Verdict.against(FIRST, Outcome.FAILED, "does not open"));
    verdicts.put(RESORT, Verdict.against(RESORT, Outcome.WRONG, "not its golden answers"));
    assertThat(answersWrongly()).as("the first does not open").isTrue();
  }

  /** Nothing says of it that it answers wrongly, for it is not what is spoken of. */
  @Test
  public void openCpu_noRoomForTheRightOne_opensNoneThatIsWrong() {
    verdicts.put(RESORT, new Verdict(RESORT, Outcome.TRUSTED, "", new Speed(1, 1)));
    for (RuntimeException shortage :
        List.of(
            new NoRoomException("expected 2 bytes of free memory but found 1"),
            BackendException.outOfMemory(
                "CPU", "opening", new OutOfMemoryError("as the test wants")))) {
      for (Outcome fault : List.of(Outcome.WRONG, Outcome.NOT_FINITE)) {
        verdicts.put(FIRST, Verdict.against(FIRST, fault, ""));
        opened.clear();
        assertThat(known(shortage).answersWrongly(Choice.AUTO)).isFalse();
        assertThatThrownBy(() -> known(shortage).openCpu())
            .isInstanceOf(BackendException.class)
            .hasMessageContaining(
                shortage instanceof NoRoomException
                    ? "expected 2 bytes of free memory but found 1"
                    : "not enough memory");
        assertThat(opened).containsExactly(RESORT);
      }
      verdicts.put(FIRST, Verdict.against(FIRST, Outcome.CRASHED, ""));
      opened.clear();
      known(shortage).openCpu().close();
      assertThat(opened).as("not wrong").containsExactly(RESORT, FIRST);
    }
  }

  @Test
  public void open_noRoomForTheOneThatIsLeft_saysHowMuchIsMissing() throws IOException {
    TrialGround ground = new TrialGround(folder.getRoot().toPath());
    ground.breakTheCpu();
    ground.add(
        RESORT,
        Contender.Kind.CPU,
        () -> {
          throw new NoRoomException("expected 2 bytes of free memory but found 1");
        });
    assertThatThrownBy(() -> ground.open(Choice.AUTO))
        .isInstanceOf(BackendException.class)
        .hasMessageEndingWith("expected 2 bytes of free memory but found 1");
  }

  @Test
  public void prove_noRoomForTheOneThatIsLeft_isTriedAnotherTime() throws IOException {
    TrialGround ground = new TrialGround(folder.getRoot().toPath());
    ground.breakTheCpu();
    ground.addCpu(RESORT);
    ground.hasRoomFor(RESORT, false);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.store().read(TrialGround.HERE_AND_NOW).keySet()).containsExactly("cpu");
    assertThat(proof(ground)).as("it would cost the open model for nothing").isEqualTo(MADE);
    ground.hasRoomFor(RESORT, true);
    assertThat(proof(ground)).isEqualTo(ProofState.DUE);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.outcome(RESORT)).isEqualTo(Outcome.TRUSTED);
    assertThat(proof(ground)).isEqualTo(MADE);
  }

  /** Should the process die of what comes next, that is not to blame. */
  @Test
  public void prove_noRoomForTheOneThatIsLeft_leavesNoMark() throws IOException {
    List<Boolean> marked = new ArrayList<>();
    TrialGround ground = new TrialGround(folder.getRoot().toPath());
    Verdict slow = Verdict.against("cpu", Outcome.TIMED_OUT, "");
    ground.store().add(TrialGround.HERE_AND_NOW, slow);
    ground.whenTheCpuOpens( // for a GPU to be held to
        () -> marked.add(folder.getRoot().toPath().resolve("verdicts/trying").toFile().exists()));
    ground.addCpu(RESORT);
    ground.hasRoomFor(RESORT, false);
    ground.addGpu(backend -> {});
    assertThat(ground.prove()).isTrue();
    assertThat(ground.opened).startsWith(RESORT, "cpu", "gpu");
    assertThat(marked).containsExactly(false);
  }

  /** It verifies nothing, and no other CPU is there to hold it to. */
  @Test
  public void prove_lastResortWrongBeyondTheGoldenPrompts_isNotTrusted() throws IOException {
    TrialGround ground = new TrialGround(folder.getRoot().toPath());
    ground.breakTheCpu();
    ground.add(RESORT, Contender.Kind.CPU, () -> new LateChunkFault(ground.right(1_000_000)));
    ground.prove();
    assertThat(ground.outcome(RESORT)).isEqualTo(Outcome.WRONG);
  }

  private String open() {
    opened.clear();
    known().openCpu().close();
    return opened.get(0);
  }

  private boolean answersWrongly() {
    return known().answersWrongly(Choice.AUTO);
  }

  /** Where the other ends so when it is opened. */
  private KnownContenders known(RuntimeException shortage) {
    Contender resort =
        new Contender(
            RESORT,
            Contender.Kind.CPU,
            false,
            () -> {
              opened.add(RESORT);
              throw shortage;
            });
    return new KnownContenders(List.of(cpu(FIRST), resort), verdicts);
  }

  private KnownContenders known() {
    return new KnownContenders(List.of(cpu(FIRST), cpu(RESORT)), verdicts);
  }

  private Contender cpu(String id) {
    return new Contender(
        id,
        Contender.Kind.CPU,
        false,
        () -> {
          opened.add(id);
          return new FakeBackend(TrialGround.CONFIG);
        });
  }

  private static ProofState proof(TrialGround ground) throws IOException {
    try (Bundle bundle = ground.bundle()) {
      return ground.backends().proof(bundle, TrialGround.HERE_AND_NOW);
    }
  }

  /** Reads another last token of each chunk, where the cache is more than half full. */
  private static final class LateChunkFault extends ForwardingBackend {
    LateChunkFault(Backend model) {
      super(model);
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      int[] read = tokens.clone();
      if (cache.length() > TrialGround.CONFIG.context() / 2) {
        read[count - 1] = (read[count - 1] + 1) % TrialGround.CONFIG.vocabulary();
      }
      super.prefill(read, count, cache);
    }
  }
}
