package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** A checkpoint of every family becomes a bundle that holds what it promises. */
@RunWith(Parameterized.class)
public final class FamilyExportTest {
  private static final int CONTEXT = 48;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Parameter public ModelFamily family = ModelFamily.LLAMA;

  @Parameters(name = "{0}")
  public static List<ModelFamily> families() {
    return List.of(ModelFamily.values());
  }

  @Test
  public void export_float32_isTheSourcesModel() throws Exception {
    ExportReport report = export(Quantization.FLOAT32);
    assertThat(report.parity().passed()).isTrue();
    assertThat(report.manifest().config()).isEqualTo(config().withContext(CONTEXT));
  }

  @Test
  public void export_int8_holdsItsGoldenAnswersOnBothBackends() throws Exception {
    ExportReport report = export(Quantization.INT8_PER_CHANNEL);
    try (Bundle bundle = Bundle.open(report.file());
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(bundle)) {
      assertThat(bundle.golden().prompts()).isNotEmpty();
      GoldenLogits.assertHold(bundle.golden(), tflite);
      GoldenLogits.assertHold(bundle.golden(), reference);
    }
  }

  private ExportReport export(Quantization quantization) throws Exception {
    ExportOptions options = new ExportOptions("Tiny", quantization, CONTEXT, 1, Map.of());
    Path target = folder.getRoot().toPath().resolve("tiny.ember");
    try (ModelSource source = ModelSources.open(checkpoint())) {
      return BundleExport.export(source, target, options, (step, fraction) -> {});
    }
  }

  private Path checkpoint() throws IOException {
    Path path = folder.newFolder().toPath();
    return new CheckpointFolder(path, family, TinyModel.random(config(), 1)).inShards(2).write();
  }

  /** With a row for each token of the tokenizer, and some that none has. */
  private DecoderConfig config() {
    return family.config().toBuilder().vocabulary(SmallTokenizer.VOCABULARY + 3).build();
  }
}
