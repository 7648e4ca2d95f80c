package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;

public final class RooflineTest {
  private static final int SOME_BYTES = 1 << 20;

  @Test
  public void row_saysWhatMemoryWouldAllow() {
    Roofline found = new Roofline(14e9, 140e6, 55);
    assertThat(found.roof()).isCloseTo(100, within(1e-9));
    assertThat(found.row(new Protocol(256, 64), 2))
        .isEqualTo("| 256/64 | 2 | 14.0 | 140.0 | 100.0 | 55.0 | 55 % |");
  }

  /** It throws where a part was left out. */
  @Test
  public void memory_isReadWhole() {
    for (int threads : new int[] {1, 2, 3}) {
      try (MemoryStream memory = new MemoryStream(threads, SOME_BYTES + 40)) {
        assertThat(memory.bytesPerSecond()).isPositive();
      }
    }
  }

  @Test
  public void bytesPerToken_areTheWeightsAndWhatTheCacheHolds() throws IOException {
    try (Bundle bundle = Bundle.open(Path.of(System.getProperty("ember.test-model")))) {
      DecoderConfig config = bundle.manifest().config();
      double early = Roofline.bytesPerToken(bundle, new Protocol(8, 4));
      double late = Roofline.bytesPerToken(bundle, new Protocol(108, 4));
      assertThat(late - early).isEqualTo(100.0 * config.cacheBytesPerToken());
      long head = (long) config.vocabulary() * config.hidden(); // in int8
      long layers = (long) config.layers() * config.hidden() * config.feedForward() * 3;
      assertThat(early).isBetween((double) head + layers, 2.0 * (head + layers));
    }
  }
}
