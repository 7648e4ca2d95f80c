package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Verdict;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.testing.Runtimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The proof of an imported SmolLM2-135M: what is right passes it, and what is wrong does not. In
 * 4-bit blocks, where quantization moves a logit most, so that the bound of the bundle is widest;
 * in eight bits there is the model that ships (the command line's {@code BuiltInModelTest}).
 */
public final class ProofConformanceTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("ember.vectors"), "real", "SmolLM2-135M-Instruct.Q4_1.gguf");
  private static final int THREADS = 2;

  /** Golden prompts of one window. */
  private static final int POSITIONS = 128;

  /** Two contexts of signatures. */
  private static final int CONTEXT = 512;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void proof_knowsRightFromWrong() throws Exception {
    try (Bundle bundle = Bundle.openInstalled(imported())) {
      Verdict cpu = proof(bundle, TfliteBackend.open(bundle, THREADS));
      assertThat(cpu.outcome()).as(cpu.detail()).isEqualTo(Outcome.TRUSTED);
      // as a GPU computes: no activation is rounded
      Verdict floats = proof(bundle, new ReferenceBackend(bundle.weights(), Activations.FLOAT32));
      assertThat(floats.outcome()).as(floats.detail()).isEqualTo(Outcome.TRUSTED);
      isWrong(bundle, Runtimes::halved);
      isWrong(bundle, Runtimes::shuffled);
    }
  }

  private void isWrong(Bundle bundle, UnaryOperator<float[]> fault) throws IOException {
    Backend right = TfliteBackend.open(bundle, THREADS);
    assertThat(proof(bundle, Runtimes.spoiled(right, fault)).outcome()).isEqualTo(Outcome.WRONG);
  }

  private Verdict proof(Bundle bundle, Backend runtime) throws IOException {
    return Runtimes.proof(bundle, folder.newFolder().toPath(), () -> runtime);
  }

  private Path imported() throws Exception {
    Path target = folder.getRoot().toPath().resolve("smollm2.ember");
    ExportOptions options =
        new ExportOptions("SmolLM2", Quantization.SMALL, CONTEXT, THREADS, Map.of())
            .withEffort(
                ExportEffort.DEFAULT.withSmoothingTokens(0).withMeasuredPositions(POSITIONS));
    try (ModelSource source = ModelSources.open(SOURCE)) {
      return BundleExport.export(source, target, options, (step, fraction) -> {}).file();
    }
  }
}
