package dev.ember.converter.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.Test;

public final class StepSeedTest {

  @Test
  public void random_sameArguments_sameDraws() {
    assertThat(StepSeed.random(1, "sft", 5).nextLong())
        .isEqualTo(StepSeed.random(1, "sft", 5).nextLong());
  }

  @Test
  public void random_neighbours_allDifferent() {
    Set<Long> draws = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      for (int step = 0; step < 100; step++) {
        draws.add(StepSeed.random(seed, "sft", step).nextLong());
        draws.add(StepSeed.random(seed, "pretrain", step).nextLong());
      }
    }
    assertThat(draws).hasSize(2000);
  }
}
