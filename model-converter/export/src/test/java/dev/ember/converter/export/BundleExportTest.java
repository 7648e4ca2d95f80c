package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.Measurement;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class BundleExportTest {
  private static final ExportListener DEAF = (step, fraction) -> {};

  private static final ExportEffort UNSMOOTHED =
      ExportEffort.DEFAULT.withSmoothingTokens(0).withForce();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path out;
  private Path target;

  @Before
  public void chooseTarget() {
    out = folder.getRoot().toPath().resolve("out");
    target = out.resolve("model.ember");
  }

  @Test
  public void export_tiedCheckpoint_writesABundleThatRuns() throws Exception {
    ExportReport report = export(checkpoint(TinyModel.TIED), options(1000));
    assertThat(report.bytes()).isEqualTo(Files.size(target));
    assertThat(report.parity().passed()).isTrue();
    Manifest manifest = report.manifest();
    assertThat(manifest.name()).isEqualTo("Tiny");
    assertThat(manifest.config()).isEqualTo(TinyModel.TIED);
    assertThat(manifest.quantization()).isEqualTo("int8-per-channel");
    assertThat(manifest.stopTokens()).containsExactly(2, 3, SmallTokenizer.IM_END);
    assertThat(manifest.provenance())
        .containsOnly(
            Map.entry("licence", "none"),
            Map.entry("smoothing", "SmoothQuant by powers of two, 512 tokens"));
    assertThat(manifest.memoryBytes()).isGreaterThan(report.bytes());
    try (Bundle bundle = Bundle.open(target)) {
      assertThat(bundle.has(EntryName.EMBEDDINGS)).isFalse();
      assertThat(bundle.card()).isEqualTo("# Tiny\n");
      assertGoldenHolds(bundle);
    }
  }

  @Test
  public void export_untiedCheckpoint_storesItsEmbeddings() throws Exception {
    export(checkpoint(TinyModel.UNTIED), options(1000));
    try (Bundle bundle = Bundle.open(target)) {
      assertThat(bundle.has(EntryName.EMBEDDINGS)).isTrue();
      assertGoldenHolds(bundle);
    }
  }

  @Test
  public void export_smallerContext_isThatOfTheBundle() throws Exception {
    ExportReport report = export(checkpoint(TinyModel.TIED), options(40));
    assertThat(report.manifest().config().context()).isEqualTo(40);
    assertThat(report.manifest().signatures()).allMatch(signature -> signature.context() == 40);
  }

  @Test
  public void export_float32_passesTheNarrowLimits() throws Exception {
    ExportOptions options = new ExportOptions("Tiny", Quantization.FLOAT32, 64, 1, Map.of());
    ExportReport report = export(checkpoint(TinyModel.TIED), options);
    assertThat(report.parity().meanKl()).isLessThan(1e-6);
    assertThat(report.manifest().quantization()).isEqualTo("float32");
    assertThat(report.manifest().provenance()).isEmpty(); // nothing is rounded, nothing smoothed
  }

  @Test
  public void export_twice_writesTheSameBytes() throws Exception {
    export(checkpoint(TinyModel.TIED), options(50));
    byte[] first = Files.readAllBytes(target);
    export(checkpoint(TinyModel.TIED), options(50));
    assertThat(Files.readAllBytes(target)).isEqualTo(first);
  }

  @Test
  public void export_whatEightBitsCannotHold_writesNothing() throws Exception {
    Path checkpoint = checkpointWithOutliers();
    Files.createDirectories(out);
    byte[] before = "the model that was there".getBytes(StandardCharsets.UTF_8);
    Files.write(target, before);
    assertThatThrownBy(() -> export(checkpoint, options(50)))
        .isInstanceOfSatisfying(
            ParityException.class, refusal -> assertThat(refusal.failures()).hasSizeGreaterThan(1))
        .hasMessageContaining("mean KL");
    assertThat(Files.readAllBytes(target)).isEqualTo(before);
    assertThat(out.toFile().list()).containsExactly("model.ember");
  }

  @Test
  public void export_sameOutliersInFloat32_isFine() throws Exception {
    ExportOptions options = new ExportOptions("Tiny", Quantization.FLOAT32, 50, 1, Map.of());
    assertThat(export(checkpointWithOutliers(), options).parity().passed()).isTrue();
  }

  @Test
  public void export_forced_writesWhatMissesTheLimitsAndSaysSo() throws Exception {
    ExportOptions forced = options(50).withEffort(ExportEffort.DEFAULT.withForce());
    ExportReport report = export(checkpointWithOutliers(), forced);
    assertThat(report.parity().passed()).isFalse();
    Measurement measurement = Objects.requireNonNull(report.manifest().measurement());

    assertThat(measurement.meanKl()).isGreaterThan(ParityLimits.INT8.maxMeanKl());
    assertThat(measurement.positions()).isEqualTo(report.parity().positions()).isGreaterThan(500);
  }

  @Test
  public void export_outliersBehindNorms_smoothedLoseNoMoreThanTheModelWithout() throws Exception {
    ExportOptions plain = options(50).withEffort(UNSMOOTHED);
    double without = export(checkpoint(TinyModel.TIED), plain).parity().meanKl();
    Path outliers = checkpointWithOutlyingActivations();
    double unsmoothed = export(outliers, plain).parity().meanKl();
    double smoothed = export(outliers, options(50)).parity().meanKl();
    assertThat(unsmoothed).isGreaterThan(10 * without);
    assertThat(smoothed).isLessThan(1.5 * without); // found, not known: powers of two about as good
  }

  @Test
  public void export_small_isCalibratedWithTheTextGiven() throws Exception {
    DecoderConfig config = TinyModel.TIED.toBuilder().hidden(64).feedForward(96).build();
    Path checkpoint = checkpoint(config);
    ExportOptions small =
        new ExportOptions("Tiny", Quantization.SMALL, 60, 2, Map.of())
            .withEffort(ExportEffort.DEFAULT.withForce());
    export(checkpoint, small);
    byte[] shipped = Files.readAllBytes(target);
    ExportEffort other = small.effort().withCalibrationText("Quite another text. ".repeat(30));
    ExportReport report = export(checkpoint, small.withEffort(other));
    assertThat(report.manifest().tensors())
        .filteredOn(tensor -> tensor.type().equals("int4-blocks"))
        .hasSize(2 * config.layers());
    assertThat(Files.readAllBytes(target)).isNotEqualTo(shipped);
    export(checkpoint, small);
    assertThat(Files.readAllBytes(target)).isEqualTo(shipped);
  }

  @Test
  public void export_smallWithInt8_holdsBothGraphsAndMeasuresThem() throws Exception {
    Path checkpoint = checkpoint(TinyModel.TIED.toBuilder().hidden(64).feedForward(96).build());
    ExportOptions small =
        new ExportOptions("Tiny", Quantization.SMALL, 60, 2, Map.of())
            .withEffort(UNSMOOTHED)
            .withVariants(List.of(Quantization.INT8_PER_CHANNEL));
    ExportReport both = export(checkpoint, small);
    List<float[]> ofBoth = new ArrayList<>();
    try (Bundle bundle = Bundle.open(target)) {
      Manifest.Variant variant = bundle.manifest().variants().get(0);
      assertThat(variant.quantization()).isEqualTo("int8-per-channel");
      assertThat(variant.measurement()).isEqualTo(both.variants().get(0).measurement());
      assertThat(variant.memoryBytes()).isGreaterThan(bundle.manifest().memoryBytes());
      ofBoth.add(logits(TfliteBackend.open(bundle, 1)));
      ofBoth.add(logits(TfliteBackend.open(bundle, variant, 1)));
    }
    List<float[]> ofEach = new ArrayList<>();
    for (Quantization quantization : List.of(Quantization.SMALL, Quantization.INT8_PER_CHANNEL)) {
      ExportOptions one = new ExportOptions("Tiny", quantization, 60, 2, Map.of());
      ExportReport alone = export(checkpoint, one.withEffort(UNSMOOTHED));
      assertThat(alone.manifest().variants()).isEmpty();
      try (Bundle bundle = Bundle.open(target)) {
        ofEach.add(logits(TfliteBackend.open(bundle, 1)));
      }
    }
    assertThat(ofBoth.get(0)).isEqualTo(ofEach.get(0)).isNotEqualTo(ofBoth.get(1));
    assertThat(ofBoth.get(1)).isEqualTo(ofEach.get(1));
  }

  @Test
  public void export_smallWithInt8_smoothedShareTheNormsOfTheFirst() throws Exception {
    Path checkpoint = checkpoint(TinyModel.TIED.toBuilder().hidden(64).feedForward(96).build());
    ExportOptions small =
        new ExportOptions("Tiny", Quantization.SMALL, 60, 2, Map.of())
            .withEffort(ExportEffort.DEFAULT.withForce());
    export(checkpoint, small);
    float[] alone;
    try (Bundle bundle = Bundle.open(target)) {
      alone = logits(TfliteBackend.open(bundle, 1));
    }
    ExportReport both =
        export(checkpoint, small.withVariants(List.of(Quantization.INT8_PER_CHANNEL)));
    try (Bundle bundle = Bundle.open(target)) {
      assertThat(logits(TfliteBackend.open(bundle, 1))).isEqualTo(alone);
    }
    assertThat(both.variants().get(0).failures()).isEmpty();
    assertThat(both.variants().get(0).meanKl()).isLessThan(both.parity().meanKl());
  }

  private static float[] logits(Backend backend) {
    try (backend;
        KvCache cache = backend.newCache()) {
      float[] logits = new float[backend.config().vocabulary()];
      backend.decode(5, cache, logits);
      backend.decode(7, cache, logits);
      return logits;
    }
  }

  @Test
  public void options_sameQuantizationTwice_isRefused() {
    assertThatThrownBy(() -> options(50).withVariants(List.of(Quantization.INT8_PER_CHANNEL)))
        .hasMessageContaining("each quantization once");
  }

  @Test
  public void export_cancelledInAnyStep_leavesTheTargetAndGoesOnFromThere() throws Exception {
    Path checkpoint = checkpoint(TinyModel.UNTIED);
    export(checkpoint, options(50));
    byte[] whole = Files.readAllBytes(target);
    Files.delete(target);
    for (ExportListener.Step last : ExportListener.Step.values()) {
      ExportListener stopping =
          (step, fraction) -> {
            if (step == last && (fraction > 0.8 || step == ExportListener.Step.WRITING)) {
              throw new CancellationException("enough");
            }
          };
      try (ModelSource source = ModelSources.open(checkpoint)) {
        assertThatThrownBy(() -> BundleExport.export(source, target, options(50), stopping))
            .isInstanceOf(CancellationException.class);
      }
      assertThat(out.toFile().list()).as("%s", last).containsExactly(".model.ember.part");
    }
    export(checkpoint, options(50));
    assertThat(Files.readAllBytes(target)).isEqualTo(whole);
    assertThat(out.toFile().list()).containsExactly("model.ember");
  }

  @Test
  public void export_cancelledWhileConverting_doesNotSmoothAgain() throws Exception {
    Path checkpoint = checkpoint(TinyModel.TIED); // of three layers
    List<Double> shares = new ArrayList<>();
    ExportListener stopping =
        (step, fraction) -> {
          shares.add(fraction);
          if (fraction > 0.8) { // behind what smoothing takes
            throw new CancellationException("enough");
          }
        };
    try (ModelSource source = ModelSources.open(checkpoint)) {
      assertThatThrownBy(() -> BundleExport.export(source, target, options(50), stopping))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(shares.get(0)).isBetween(0.1, 0.3);
    shares.clear();
    try (ModelSource source = ModelSources.open(checkpoint)) {
      BundleExport.export(source, target, options(50), (step, fraction) -> shares.add(fraction));
    }
    assertThat(shares.get(0)).isGreaterThan(0.7);
  }

  @Test
  public void export_whileAnotherHasTheTarget_isRefusedAndHarmsNothing() throws Exception {
    Path checkpoint = checkpoint(TinyModel.TIED);
    try (ScratchFolder other = ScratchFolder.of(target)) {
      Path work = Files.write(other.file("model.tflite"), new byte[1]);
      assertThatThrownBy(() -> export(checkpoint, options(50)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no other export")
          .hasMessageContaining(target.toString());
      assertThat(work).exists();
    }
    assertThat(export(checkpoint, options(50)).parity().passed()).isTrue();
  }

  /** As on Windows, which deletes no file that is mapped. */
  @Test
  public void export_draftThatCannotBeDeleted_isDoneAndTheNextOneTakesItAway() throws Exception {
    List<Path> left = new ArrayList<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onLeft(Path file) {
            left.add(file);
          }

          @Override
          public void onProgress(Step step, double fraction) {}
        };
    Path checkpoint = checkpoint(TinyModel.TIED);
    try (ModelSource source = ModelSources.open(checkpoint)) {
      ExportReport report =
          BundleExport.export(
              source,
              target,
              options(50),
              listener,
              new Machine(
                  file -> {
                    if (file.endsWith("draft.ember")) {
                      throw new AccessDeniedException(file.toString());
                    }
                    Files.delete(file);
                  },
                  Machine.REAL.opening()));
      assertThat(report.parity().passed()).isTrue();
    }
    assertThat(target).exists();
    assertThat(left).containsExactly(out.resolve(".model.ember.part/draft.ember"));
    assertThat(export(checkpoint, options(50)).parity().passed()).isTrue();
    assertThat(out.resolve(".model.ember.part")).doesNotExist();
  }

  @Test
  public void export_badCheckpoint_leavesNothingBehind() throws IOException {
    Path bad = newCheckpoint(TinyModel.TIED).config("hidden_act", "relu").write();
    assertThatThrownBy(() -> export(bad, options(50)))
        .isInstanceOf(UnsupportedCheckpointException.class);
    assertThat(out).doesNotExist();
  }

  @Test
  public void export_progress_runsThroughEachStepInOrder() throws Exception {
    Map<ExportListener.Step, List<Double>> seen = new EnumMap<>(ExportListener.Step.class);
    List<ExportListener.Step> order = new ArrayList<>();
    try (ModelSource source = ModelSources.open(checkpoint(TinyModel.UNTIED))) {
      BundleExport.export(
          source,
          target,
          options(50),
          (step, fraction) -> {
            seen.computeIfAbsent(step, first -> new ArrayList<>()).add(fraction);
            order.add(step);
          });
    }
    assertThat(order).isSorted();
    for (ExportListener.Step step : ExportListener.Step.values()) {
      assertThat(seen.get(step)).as("%s", step).isSorted().last().isEqualTo(1.0);
    }
  }

  private ExportReport export(Path checkpoint, ExportOptions options)
      throws IOException, ParityException {
    try (ModelSource source = ModelSources.open(checkpoint)) {
      return BundleExport.export(source, target, options, DEAF);
    }
  }

  private static ExportOptions options(int maxContext) {
    return new ExportOptions(
        "Tiny", Quantization.INT8_PER_CHANNEL, maxContext, 1, Map.of("licence", "none"));
  }

  private Path checkpoint(DecoderConfig config) throws IOException {
    return newCheckpoint(config).write();
  }

  private CheckpointFolder newCheckpoint(DecoderConfig config) throws IOException {
    return new CheckpointFolder(folder.newFolder().toPath(), TinyModel.random(config, 1));
  }

  /**
   * A checkpoint whose columns 0 are huge and multiply nothing, because the norms' gains are 0
   * there: the float model does not see them, but eight bits a row have no room for anything else.
   */
  private Path checkpointWithOutliers() throws IOException {
    DecoderWeights weights = TinyModel.random(TinyModel.TIED, 1);
    int columns = TinyModel.TIED.hidden();
    for (int layer = 0; layer < TinyModel.TIED.layers(); layer++) {
      weights.tensor(TensorName.attentionNorm(layer))[0] = 0;
      weights.tensor(TensorName.feedForwardNorm(layer))[0] = 0;
      float[] qkv = weights.tensor(TensorName.qkv(layer));
      for (int i = 0; i < qkv.length; i += columns) {
        qkv[i] = 1000;
      }
      float[] gateUp = weights.tensor(TensorName.gateUp(layer));
      for (int i = 0; i < gateUp.length; i += columns) {
        gateUp[i] = 1000;
      }
      float[] down = weights.tensor(TensorName.down(layer));
      for (int i = 0; i < down.length; i++) {
        down[i] *= 4; // what the block says is to matter
      }
    }
    return new CheckpointFolder(folder.newFolder().toPath(), weights).write();
  }

  /**
   * The same decoder as {@link #checkpoint}'s, two of whose channels leave each norm 64 times as
   * large and meet weights as much smaller: nothing to floats, two bits a channel to eight bits.
   */
  private Path checkpointWithOutlyingActivations() throws IOException {
    DecoderWeights weights = TinyModel.random(TinyModel.TIED, 1);
    for (int layer = 0; layer < TinyModel.TIED.layers(); layer++) {
      for (int channel : new int[] {3, 17}) {
        weights.tensor(TensorName.attentionNorm(layer))[channel] *= 64;
        weights.tensor(TensorName.feedForwardNorm(layer))[channel] *= 64;
        divide(weights.tensor(TensorName.qkv(layer)), channel);
        divide(weights.tensor(TensorName.gateUp(layer)), channel);
      }
    }
    return new CheckpointFolder(folder.newFolder().toPath(), weights).write();
  }

  private static void divide(float[] linear, int channel) {
    for (int i = channel; i < linear.length; i += TinyModel.TIED.hidden()) {
      linear[i] /= 64;
    }
  }

  /** The bundle's own promise, kept by both backends on a fresh opening. */
  private static void assertGoldenHolds(Bundle bundle) throws IOException {
    try (Backend tflite = TfliteBackend.open(bundle, 2);
        Backend reference = new ReferenceBackend(bundle)) {
      for (Backend backend : List.of(tflite, reference)) {
        GoldenLogits.assertHold(bundle.golden(), backend);
      }
    }
  }
}
