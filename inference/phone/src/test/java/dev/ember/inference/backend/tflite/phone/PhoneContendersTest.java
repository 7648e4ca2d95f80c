package dev.ember.inference.backend.tflite.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.NoRoomException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is left open where one half of a model opens and the other does not. */
public final class PhoneContendersTest {
  private static final DecoderConfig CONFIG = SmallModel.config(true);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
  private final PhoneContenders contenders = new PhoneContenders(1, false, null, freeBytes::get);
  private final FakeBackend reader = new FakeBackend(CONFIG);
  private Path file;

  @Before
  public void writeBundle() throws IOException {
    file = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(file);
  }

  @Test
  public void gpuReads_lessMemoryThanWhenItWasListed_hasNoRoomNow() throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      Contender reading = contender(bundle, PhoneContenders.GPU_READS);
      long needed = gpuBytes(bundle, Float.BYTES);
      freeBytes.set(needed - 1);
      assertThatThrownBy(() -> reading.opening().get())
          .isInstanceOf(NoRoomException.class)
          .hasMessageContaining("expected " + needed)
          .hasMessageContaining("found " + (needed - 1));
      freeBytes.set(needed);
      assertThatThrownBy(() -> reading.opening().get())
          .as("the room is there, and the graph is asked for, which a small bundle has not")
          .isInstanceOf(BackendException.class);
    }
  }

  @Test
  public void lastResort_lessMemoryThanTwoCopiesTake_hasNoRoomNow() throws IOException {
    lastResortTakes(file, manifest -> MemorySum.of(manifest).packedBytes());
  }

  /** Each interpreter widens its halves; how the first graph stores its weights says nothing. */
  @Test
  public void lastResort_furtherGraphInHalves_takesWhatThatIsPackedTo() throws IOException {
    Path further = folder.getRoot().toPath().resolve("further.ember");
    new SmallBundle().manifest(PhoneContendersTest::withHalves).write(further);
    lastResortTakes(
        further, manifest -> new MemorySum(CONFIG, tensor -> TensorEncoding.FLOAT16).packedBytes());
  }

  private static Manifest withHalves(Manifest manifest) {
    return new Manifest(
        manifest.formatVersion(),
        manifest.name(),
        manifest.architecture(),
        manifest.config(),
        "small",
        manifest.signatures(),
        manifest.tensors(),
        manifest.bosToken(),
        manifest.eosToken(),
        manifest.stopTokens(),
        manifest.sampling(),
        manifest.memoryBytes(),
        manifest.provenance(),
        manifest.entries(),
        null,
        List.of(new Manifest.Variant("float16", 64, 0, null)));
  }

  private void lastResortTakes(Path bundleFile, ToLongFunction<Manifest> packedBytes)
      throws IOException {
    try (Bundle bundle = Bundle.open(bundleFile)) {
      Contender lastResort = contender(bundle, PhoneContenders.LAST_RESORT);
      long needed =
          LoadPlan.whole(bundle.manifest()).neededBytes()
              - MemorySum.of(bundle.manifest()).packedBytes()
              + 2 * packedBytes.applyAsLong(bundle.manifest())
              + 2 * CONFIG.cacheBytesPerToken() * CONFIG.context();
      freeBytes.set(needed - 1);
      assertThatThrownBy(() -> lastResort.opening().get())
          .isInstanceOf(NoRoomException.class)
          .hasMessage("expected %d bytes of free memory but found %d", needed, needed - 1);
      freeBytes.set(needed);
      assertThatThrownBy(() -> lastResort.opening().get())
          .as("the room is there, and the graph is asked for, which a small bundle has not")
          .isInstanceOf(BackendException.class);
    }
  }

  /** The open model, which is closed for a trial, is one of the two. */
  @Test
  public void hasRoom_besideTheOpenModel_countsWhatThatGivesBack() throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      long whole = LoadPlan.whole(bundle.manifest()).neededBytes();
      freeBytes.set(whole);
      assertThat(contenders.hasRoomForTwo(bundle)).isTrue();
      freeBytes.set(whole - 1);
      assertThat(contenders.hasRoomForTwo(bundle)).isFalse();

      Contender lastResort = contender(bundle, PhoneContenders.LAST_RESORT);
      long beyond =
          MemorySum.of(bundle.manifest()).packedBytes()
              + 2 * CONFIG.cacheBytesPerToken() * CONFIG.context();
      freeBytes.set(beyond);
      assertThat(contenders.hasRoomFor(bundle, lastResort)).isTrue();
      freeBytes.set(beyond - 1);
      assertThat(contenders.hasRoomFor(bundle, lastResort)).isFalse();
      freeBytes.set(0);
      assertThat(contenders.hasRoomFor(bundle, contender(bundle, PhoneContenders.CPU)))
          .as("as much of it as there is memory for")
          .isTrue();
    }
  }

  /** It is the truth that a GPU is held to, writes what one reads, and answers while one builds. */
  @Test
  public void of_memoryForTheGpuWithoutTheCpuBesideIt_hasNoGpu() throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      long needed = gpuBytes(bundle, 2);
      freeBytes.set(needed - 1);
      assertThat(contenders.of(bundle)).noneMatch(each -> PhoneContenders.isGpu(each.id()));
      freeBytes.set(needed);
      assertThat(contenders.of(bundle))
          .extracting(Contender::id)
          .containsExactly(
              PhoneContenders.CPU, PhoneContenders.LAST_RESORT, PhoneContenders.GPU_READS_HALF);
      assertThat(PhoneContenders.leastGpuBytes(bundle.manifest())).hasValue(needed);
    }
  }

  @Test
  public void split_readerTakesTheWritersMemory_hasNoRoomNowAndClosesTheReader()
      throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      long needed = LoadPlan.whole(bundle.manifest()).neededBytes();
      assertThatThrownBy(
              () ->
                  PhoneContenders.split(
                      () -> {
                        freeBytes.set(needed - 1);
                        return reader;
                      },
                      () -> contenders.writer(bundle)))
          .isInstanceOf(NoRoomException.class);
      assertThat(reader.isClosed()).isTrue();
    }
  }

  @Test
  public void split_writerRunsOutOfMemory_closesTheReader() {
    OutOfMemoryError shortage = new OutOfMemoryError("as the test wants");
    assertThatThrownBy(
            () ->
                PhoneContenders.split(
                    () -> reader,
                    () -> {
                      throw shortage;
                    }))
        .isSameAs(shortage);
    assertThat(reader.isClosed()).isTrue();
  }

  @Test
  public void split_otherModel_closesBoth() {
    FakeBackend writer = new FakeBackend(CONFIG.withContext(CONFIG.context() / 2));
    assertThatThrownBy(() -> PhoneContenders.split(() -> reader, () -> writer))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.isClosed()).isTrue();
    assertThat(writer.isClosed()).isTrue();
  }

  @Test
  public void split_bothOpen_areOpenUntilClosed() {
    FakeBackend writer = new FakeBackend(CONFIG);
    try (Backend both = PhoneContenders.split(() -> reader, () -> writer)) {
      assertThat(both.config()).isEqualTo(CONFIG);
      assertThat(reader.isClosed()).isFalse();
      assertThat(writer.isClosed()).isFalse();
    }
    assertThat(reader.isClosed()).isTrue();
    assertThat(writer.isClosed()).isTrue();
  }

  /** Three copies of the weights while a GPU is built for prompts, and the CPU's model. */
  private static long gpuBytes(Bundle bundle, int bytesOfAWeight) {
    long weights = 0;
    for (Manifest.TensorEntry tensor : bundle.manifest().tensors()) {
      weights += (long) tensor.rows() * tensor.columns();
    }
    return 3 * bytesOfAWeight * weights + LoadPlan.whole(bundle.manifest()).neededBytes();
  }

  private Contender contender(Bundle bundle, String id) {
    return contenders.of(bundle).stream()
        .filter(contender -> contender.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no contender " + id));
  }
}
