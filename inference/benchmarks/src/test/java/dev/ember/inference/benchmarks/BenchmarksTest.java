package dev.ember.inference.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Test;

/** Each benchmark does its work, once and untimed, on the model that the app brings along. */
public final class BenchmarksTest {

  @Test
  public void tokenizer_textOfItsSize_comesBack() throws IOException {
    TokenizerBenchmark benchmark = new TokenizerBenchmark();
    benchmark.open();

    assertThat(TokenizerBenchmark.text().getBytes(UTF_8)).hasSize(TokenizerBenchmark.TEXT_BYTES);
    assertThat(benchmark.encode()).hasSizeGreaterThan(1_000);
    assertThat(benchmark.decode()).isEqualTo(TokenizerBenchmark.text());
  }

  @Test
  public void sampler_eachFilter_drawsTokens() {
    for (SamplerBenchmark.Filters each : SamplerBenchmark.Filters.values()) {
      SamplerBenchmark benchmark = new SamplerBenchmark();
      benchmark.filters = each;
      benchmark.draw();

      assertThat(benchmark.sample()).isBetween(0, SamplerBenchmark.VOCABULARY - 1);
      assertThat(benchmark.sample()).isBetween(0, SamplerBenchmark.VOCABULARY - 1);
    }
  }

  @Test
  public void decode_samePlaceTwice_givesTheSameLogits() throws IOException {
    DecodeBenchmark benchmark = new DecodeBenchmark();
    benchmark.filled = 3;
    benchmark.threads = 1;
    benchmark.open();
    try {
      float[] first = benchmark.decode().clone();
      assertThat(first[0]).isFinite();
      assertThat(benchmark.decode()).containsExactly(first);
    } finally {
      benchmark.close();
    }
  }

  @Test
  public void append_positions_areHeldAndTakenBack() throws IOException {
    AppendBenchmark benchmark = new AppendBenchmark();
    benchmark.filled = 3;
    benchmark.count = 2;
    benchmark.open();
    try {
      assertThat(benchmark.append()).isEqualTo(3);
      float[] held = benchmark.appended();
      for (int i = 0; i < held.length; i++) {
        assertThat(held[i]).isEqualTo(i);
      }
    } finally {
      benchmark.close();
    }
  }

  @Test
  public void halfCache_allThatIsHeld_isWidened() throws IOException {
    HalfCacheBenchmark benchmark = new HalfCacheBenchmark();
    benchmark.filled = 3;
    benchmark.fill();
    float[] widened = benchmark.widen();
    assertThat(widened[0]).isZero();
    assertThat(widened[3]).isEqualTo(3 * 0x1p-24f); // each half is its index
    assertThat(widened[widened.length - 1]).isPositive();
  }

  @Test
  public void opening_copiedModel_givesLogitsAndLeavesNoFile() throws IOException {
    OpeningBenchmark benchmark = new OpeningBenchmark();
    benchmark.copy();
    try {
      assertThat(benchmark.bundle().name()).isNotEmpty();
      assertThat(benchmark.firstToken()[0]).isFinite();
    } finally {
      benchmark.delete();
    }
    assertThat(Files.exists(benchmark.folder())).isFalse();
  }
}
