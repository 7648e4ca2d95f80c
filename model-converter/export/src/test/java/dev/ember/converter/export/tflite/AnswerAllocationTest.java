package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a whole answer leaves to the collector: backend, sampler, detokenizer and their loop. */
public final class AnswerAllocationTest {
  /**
   * Of a token's text on its way through detokenizer, stop detector and answer: 399 where the first
   * compiler alone runs, which removes no object. A copy of the smallest logits would be a
   * thousand.
   */
  private static final long TEXT_BYTES = 600;

  private static final int FEW = 20;
  private static final int MANY = 120;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Every filter and the penalty on, as a phone has them: the longer answer costs its text. */
  @Test
  public void generate_eachTokenMore_allocatesItsTextAlone() throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.8f, 20, 0.9f, 0.05f, 1.05f, 64, 7);
    try (Bundle bundle =
            TinyModel.bundle(
                TinyModel.TIED, Quantization.INT8_PER_CHANNEL, folder.newFolder().toPath());
        Backend backend = TfliteBackend.open(bundle, 1);
        Decoder decoder = new Decoder(backend, bundle.tokenizer(), List.of())) {
      allocated(decoder, sampling, MANY); // loads classes, and grows the cache

      long few = allocated(decoder, sampling, FEW);
      long many = allocated(decoder, sampling, MANY);

      assertThat((many - few) / (MANY - FEW)).as("bytes a token").isLessThan(TEXT_BYTES);
    }
  }

  private static long allocated(Decoder decoder, SamplingOptions sampling, int tokens) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    GenerationOptions options = new GenerationOptions(sampling, tokens, List.of());
    long before = threads.getCurrentThreadAllocatedBytes();
    int written = decoder.generate(new int[] {1, 2, 3, 4}, options, delta -> {}).generatedTokens();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(written).isEqualTo(tokens);
    return bytes;
  }
}
