package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class SplitMix64Test {

  @Test
  public void nextLong_seed1234567_givesThePublishedNumbers() {
    SplitMix64 random = new SplitMix64(1234567);
    // The first outputs of Sebastiano Vigna's splitmix64.c for this seed.
    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
  }

  @Test
  public void nextDouble_manyDraws_areUniformOnTheUnitInterval() {
    SplitMix64 random = new SplitMix64(7);
    int[] bins = new int[10];
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      bins[(int) (random.nextDouble() * bins.length)]++;
    }
    for (int bin : bins) {
      assertThat(bin).isBetween(9_600, 10_400); // 4 standard deviations of 95 about 10,000
    }
  }
}
