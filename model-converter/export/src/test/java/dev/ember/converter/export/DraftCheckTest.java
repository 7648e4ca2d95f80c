package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a device would refuse to run is not written, whatever its user wants. */
public final class DraftCheckTest {
  private static final byte[] EARLIER = "the model that was there".getBytes(StandardCharsets.UTF_8);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path out;
  private Path target;

  @Before
  public void writeAnEarlierModel() throws IOException {
    out = folder.newFolder("out").toPath();
    target = Files.write(out.resolve("model.ember"), EARLIER);
  }

  /**
   * Reads a prompt rightly from an empty cache, as the comparison with the float model does, and
   * wrongly behind tokens that are there already.
   */
  private static final class WrongBehindTokens extends ForwardingBackend {
    WrongBehindTokens(Backend model) {
      super(model);
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      super.prefill(cache.length() == 0 ? tokens : new int[count], count, cache);
    }
  }

  @Test
  public void export_whatVerifyWouldRefuse_isNotWritten() throws IOException {
    assertThatThrownBy(exporting(ExportEffort.DEFAULT))
        .isInstanceOfSatisfying(
            ParityException.class,
            refusal ->
                assertThat(refusal.failures())
                    .isNotEmpty()
                    .allMatch(failure -> failure.startsWith("golden: expected ")));
    assertThatEarlierModelIsThere();
  }

  @Test
  public void export_whatVerifyWouldRefuseForced_isNotWrittenEither() throws IOException {
    assertThatThrownBy(exporting(ExportEffort.DEFAULT.withForce()))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("golden: expected ");
    assertThatEarlierModelIsThere();
  }

  @Test
  public void export_whatTheRuntimeDoesRightly_isWrittenAndHolds() throws Exception {
    export(ExportEffort.DEFAULT, Machine.REAL);
    try (Bundle bundle = Bundle.open(target);
        Backend backend = Machine.REAL.opening().open(bundle, null, 1)) {
      GoldenLogits.assertHold(bundle.golden(), backend);
      assertThatThrownBy(
              () -> GoldenLogits.assertHold(bundle.golden(), new WrongBehindTokens(backend)))
          .isInstanceOf(AssertionError.class);
    }
  }

  private ThrowingCallable exporting(ExportEffort effort) {
    Machine.Opening opening =
        (bundle, variant, threads) ->
            new WrongBehindTokens(Machine.REAL.opening().open(bundle, variant, threads));
    return () -> export(effort, new Machine(Files::delete, opening));
  }

  private void export(ExportEffort effort, Machine machine) throws IOException, ParityException {
    Path checkpoint = folder.newFolder().toPath();
    new CheckpointFolder(checkpoint, TinyModel.random(TinyModel.TIED, 1)).write();
    ExportOptions options =
        new ExportOptions("Tiny", Quantization.INT8_PER_CHANNEL, 1000, 1, Map.of())
            .withEffort(effort);
    try (ModelSource source = ModelSources.open(checkpoint)) {
      BundleExport.export(source, target, options, (step, share) -> {}, machine);
    }
  }

  private void assertThatEarlierModelIsThere() throws IOException {
    assertThat(Files.readAllBytes(target)).isEqualTo(EARLIER);
    assertThat(out.toFile().list()).containsExactly("model.ember");
  }
}
