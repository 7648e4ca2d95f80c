package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How many threads the CPU gets, on a clock that says what a call takes. */
public final class ThreadTrialTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TrialGround ground;

  @Before
  public void makeGround() {
    ground = new TrialGround(folder.getRoot().toPath());
  }

  @Test
  public void prove_moreThreadsAreFaster_takesThemFromThenOn() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu");

    assertThat(ground.prove()).isTrue();

    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 4");
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
  }

  @Test
  public void prove_moreThreadsAreSlower_takesFewer() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 30_000_000);
    ground.prove();

    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 2");
  }

  @Test
  public void prove_moreThreadsGainLittle_areNotWorthIt() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 19_500_000);
    ground.prove();

    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 2");
  }

  @Test
  public void prove_again_measuresNothing() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    ground.prove();
    ground.opened.clear();

    assertThat(ground.prove()).isFalse();
    assertThat(ground.opened).isEmpty();
  }

  @Test
  public void proof_threadsNotMeasured_isDue() throws IOException {
    ground.prove();
    assertThat(proof()).isEqualTo(ProofState.MADE);

    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    assertThat(proof()).isEqualTo(ProofState.DUE);
    ground.prove();
    assertThat(proof()).isEqualTo(ProofState.MADE);
  }

  @Test
  public void prove_forgotten_isMeasuredAgain() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    ground.prove();
    ground.store().forget(TrialGround.HERE_AND_NOW);
    ground.threadsTake(10_000_000, 20_000_000, 40_000_000);
    ground.prove();

    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 1");
  }

  @Test
  public void prove_speedOfTheCpu_isThatOfItsThreads() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 4_000_000);
    ground.addGpu(backend -> {}); // 5 ms a call: faster than the CPU with one or two threads

    ground.prove();

    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 4");
  }

  @Test
  public void prove_cpuThatDoesNotOpen_keepsTheMostThreads() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    ground.breakThreads();
    ground.prove();

    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).hasValue(4);
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.FAILED);
  }

  @Test
  public void prove_stoppedAtOnce_keepsNothing() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    try (Bundle bundle = ground.bundle()) {
      assertThat(ground.backends().prove(bundle, TrialGround.HERE_AND_NOW, () -> true)).isFalse();
    }

    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).isEmpty();
  }

  /** A phone has memory for one copy of a model, and for a second if it must; not for four. */
  @Test
  public void fastest_manyCounts_holdsTwoModelsAtMostAndClosesThem() {
    List<FakeBackend> made = new ArrayList<>();
    List<Integer> openAtOnce = new ArrayList<>();
    int best =
        new ThreadTrial(ground.clockNanos::get, () -> false)
            .fastest(
                List.of(1, 2, 4, 8),
                count -> {
                  made.add(ground.right(80_000_000 / count));
                  openAtOnce.add((int) made.stream().filter(each -> !each.isClosed()).count());
                  return made.get(made.size() - 1);
                });

    assertThat(best).isEqualTo(8);
    assertThat(openAtOnce).containsExactly(1, 2, 2, 2);
    assertThat(made).allMatch(FakeBackend::isClosed);
  }

  /**
   * What asks how much is free is loaded in part beside another, and loses by that alone. Then the
   * CPU is timed with the threads that it has, and anew when the better number is found.
   */
  @Test
  public void prove_roomForOneModelAlone_keepsNoNumberAndMeasuresAnotherTime() throws IOException {
    ground.threadsTake(40_000_000, 4_000_000, 10_000_000);
    ground.addGpu(backend -> {}); // 5 ms a call: between the CPU with four threads and with two
    ground.hasRoomFor(1);
    assertThat(ground.prove()).as("of the CPU and the GPU").isTrue();
    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).isEmpty();
    assertThat(ground.outcome("cpu")).isEqualTo(Outcome.TRUSTED);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("gpu");
    assertThat(ground.prove()).as("nothing new").isFalse();
    assertThat(proof()).as("it would cost the open model").isEqualTo(ProofState.MADE);

    ground.hasRoomFor(2);
    assertThat(proof()).isEqualTo(ProofState.DUE);
    assertThat(ground.prove()).isTrue();
    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).hasValue(2);
    assertThat(ground.open(Choice.AUTO)).isEqualTo("cpu 2");
  }

  @Test
  public void prove_secondModelRunsOutOfMemory_keepsNoNumber() throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    ground.runsOutBeyond(1);
    ground.prove();
    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).isEmpty();
  }

  @Test
  public void fastest_secondReadsTokenByToken_isVoidAndClosesBoth() {
    List<FakeBackend> made = new ArrayList<>();
    ThreadTrial trial = new ThreadTrial(ground.clockNanos::get, () -> false);
    assertThatThrownBy(
            () ->
                trial.fastest(
                    List.of(1, 2),
                    count -> {
                      made.add(ground.right(80_000_000 / count));
                      return count == 1 ? made.get(0) : new TokenByToken(made.get(1));
                    }))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("read 4 and verified 1 at once but found")
        .hasMessageContaining("read 1 and verified 1 at once");
    assertThat(made).hasSize(2).allMatch(FakeBackend::isClosed);
  }

  private static final class TokenByToken extends ForwardingBackend {
    TokenByToken(Backend model) {
      super(model);
    }

    @Override
    public int prefillChunk() {
      return 1;
    }
  }

  /** What the disk holds while the trial runs is what is left if the process dies of it. */
  @Test
  public void prove_processThatDiesMeasuring_isNotTriedAgainAndLeavesTheCpuTrusted()
      throws IOException {
    ground.threadsTake(40_000_000, 20_000_000, 10_000_000);
    List<OptionalInt> left = new ArrayList<>();
    List<Boolean> marked = new ArrayList<>();
    BooleanSupplier looking =
        () -> {
          try {
            left.add(ground.store().threads(TrialGround.HERE_AND_NOW));
            marked.add(ground.store().buryTheDead(TrialGround.HERE_AND_NOW));
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
          return left.size() == 1; // stops at the first look
        };
    try (Bundle bundle = ground.bundle()) {
      ground.backends().prove(bundle, TrialGround.HERE_AND_NOW, looking);
    }

    assertThat(left).containsExactly(OptionalInt.of(4));
    assertThat(marked).containsExactly(false);
    assertThat(ground.store().threads(TrialGround.HERE_AND_NOW)).isEmpty(); // stopped, not dead
  }

  private ProofState proof() throws IOException {
    try (Bundle bundle = ground.bundle()) {
      return ground.backends().proof(bundle, TrialGround.HERE_AND_NOW);
    }
  }
}
