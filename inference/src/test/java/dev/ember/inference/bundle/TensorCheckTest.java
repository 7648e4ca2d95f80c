package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class TensorCheckTest {
  private static final int ROWS = 1 << 17;
  private static final int COLUMNS = 1 << 14;

  /** A gigabyte of 4-bit values is less than an entry may have, but 2^31 of them. */
  @Test
  public void check_moreValuesThanAnIntCounts_isRefused() {
    Manifest.TensorEntry table =
        new Manifest.TensorEntry(
            TensorName.EMBEDDING,
            TensorEncoding.INT4_BLOCKS.manifestName(),
            ROWS,
            COLUMNS,
            EntryName.MODEL,
            0,
            1L << 30);

    assertThatThrownBy(
            () ->
                new TensorCheck(manifest(table), new BundleFaults("big.ember"))
                    .check(Map.of(EntryName.MODEL, Integer.MAX_VALUE)))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContainingAll(
            "big.ember",
            "manifest.json",
            "expected " + TensorName.EMBEDDING + " of at most 2147483647 values",
            "found 131072 x 16384");
  }

  private static Manifest manifest(Manifest.TensorEntry table) {
    DecoderConfig config =
        DecoderConfig.llama(ROWS, 16)
            .hidden(COLUMNS)
            .layers(1)
            .heads(1, 1)
            .headSize(4)
            .feedForward(4)
            .tied(true)
            .build();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        "big",
        "llama",
        config,
        "small",
        List.of(),
        List.of(table),
        "",
        "",
        List.of(0),
        SamplingOptions.GREEDY,
        1,
        Map.of(),
        List.of());
  }
}
