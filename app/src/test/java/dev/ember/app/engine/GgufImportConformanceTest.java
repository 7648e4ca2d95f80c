package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** The whole way from a real GGUF to an answer, on Android's class library, the oldest too. */
@RunWith(RobolectricTestRunner.class)
public final class GgufImportConformanceTest {
  private static final int CONTEXT = 128;
  private static final int TOKENS = 64;

  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private final Path stories = Path.of(System.getProperty("ember.vectors"), "stories260k", "gguf");

  @Test
  public void importedInFloat32_writesLlamaCppsText() throws IOException, ParityException {
    ExportReport report = importFile("stories260K-F32.gguf", Quantization.FLOAT32);
    String expected = text("greedy_F32.txt");

    try (Bundle bundle = Bundle.open(report.file());
        Backend backend = TfliteBackend.open(bundle, 1);
        KvCache cache = backend.newCache()) {
      assertThat(greedy(bundle, backend, cache).trim()).startsWith(expected.trim());
    }
  }

  @Test
  public void importedFromFourBits_passesItsParityCheck() throws IOException, ParityException {
    ExportReport report = importFile("stories260K-Q4_0.gguf", Quantization.INT8_PER_CHANNEL);

    assertThat(report.parity().passed()).isTrue();
    assertThat(report.manifest().provenance()).containsEntry("source format", "GGUF, Q4_0");
  }

  private ExportReport importFile(String name, Quantization quantization)
      throws IOException, ParityException {
    ExportOptions options = new ExportOptions("Stories", quantization, CONTEXT, 1, Map.of());
    try (ModelSource source = new TellingStories(ModelSources.open(stories.resolve(name)))) {
      Path target = files.getRoot().toPath().resolve("stories.ember");
      return BundleExport.export(source, target, options, (step, fraction) -> {});
    }
  }

  private static String greedy(Bundle bundle, Backend backend, KvCache cache) throws IOException {
    int[] tokens = new int[TOKENS];
    float[] logits = new float[backend.config().vocabulary()];
    int token = bundle.tokenizer().idOf(bundle.manifest().bosToken()).getAsInt();
    for (int i = 0; i < TOKENS; i++) {
      backend.decode(token, cache, logits);
      token = FloatArrays.argmax(logits);
      tokens[i] = token;
    }
    return bundle.tokenizer().decode(tokens, TOKENS);
  }

  private String text(String name) throws IOException {
    return new String(Files.readAllBytes(stories.resolve(name)), StandardCharsets.UTF_8);
  }

  /** With a template, which the files lack. */
  private static final class TellingStories implements ModelSource {
    private final ModelSource model;

    TellingStories(ModelSource model) {
      this.model = model;
    }

    @Override
    public String architecture() {
      return model.architecture();
    }

    @Override
    public String description() {
      return model.description();
    }

    @Override
    public WeightSource weights() throws IOException {
      return model.weights();
    }

    @Override
    public SourceChat chat() throws IOException {
      return model.chat().withTemplate("{% for m in messages %}{{ m.content }}{% endfor %}");
    }

    @Override
    public SourceNotes notes() throws IOException {
      return model.notes();
    }

    @Override
    public void close() throws IOException {
      model.close();
    }
  }
}
