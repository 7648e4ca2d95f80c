package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.tflite.WeightCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Weights packed in a file, in memory, and in a file that was there: the same bits come out. */
public final class PackedWeightsTest {
  /** Of 34 MB, almost all of it unembedding: less is not kept in a file. */
  private static final DecoderConfig LARGE =
      DecoderConfig.llama(131_072, 20)
          .hidden(64)
          .layers(2)
          .heads(2, 1)
          .headSize(32)
          .feedForward(64)
          .tied(true)
          .build();

  private static final int[] TOKENS = {5, 90_000, 17, 131_071, 3};
  private static final int NEAR_THE_MIDDLE = 9_000_000; // bytes into the packed unembedding

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Path home;
  private static Bundle bundle;

  @BeforeClass
  public static void makeBundle() throws IOException {
    home = FOLDER.newFolder().toPath();
    bundle = TinyModel.bundle(LARGE, Quantization.FLOAT32, home);
  }

  @AfterClass
  public static void closeBundle() {
    bundle.close();
  }

  @Test
  public void open_onDisk_givesTheSameBitsHoweverTheFileCameToBe() throws IOException {
    WeightCache.delete(bundle.path());
    float[] expected = logits(PackedWeights.IN_MEMORY);
    assertThat(packed()).isEmpty();

    assertThat(logits(PackedWeights.ON_DISK)).as("written").isEqualTo(expected);
    assertThat(packed()).hasSize(1);
    FileTime written = Files.getLastModifiedTime(packed().get(0));

    assertThat(logits(PackedWeights.ON_DISK)).as("found").isEqualTo(expected);
    assertThat(packed()).hasSize(1);
    assertThat(Files.getLastModifiedTime(packed().get(0))).isEqualTo(written);

    damage(packed().get(0));
    assertThat(logits(PackedWeights.ON_DISK)).as("damaged").isEqualTo(expected);
    assertThat(packed()).hasSize(1);
    assertThat(logits(PackedWeights.ON_DISK)).as("mended").isEqualTo(expected);
  }

  @Test
  public void open_smallModelOnDisk_leavesNoFile() throws IOException {
    Path small = FOLDER.newFolder().toPath();
    try (Bundle tiny = TinyModel.bundle(TinyModel.TIED, Quantization.FLOAT32, small);
        Backend backend = TfliteBackend.open(tiny, 1, PackedWeights.ON_DISK)) {
      assertThat(backend.config()).isEqualTo(TinyModel.TIED);
      try (Stream<Path> files = Files.list(small)) {
        assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".weights"));
      }
    }
  }

  private static float[] logits(PackedWeights where) {
    float[] logits = new float[LARGE.vocabulary()];
    try (Backend backend = TfliteBackend.open(bundle, 1, where);
        KvCache cache = backend.newCache()) {
      backend.prefill(TOKENS, TOKENS.length, cache);
      backend.decode(1, cache, logits);
    }
    return logits;
  }

  private static List<Path> packed() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(home)) {
      files.filter(file -> file.toString().endsWith(".weights")).forEach(found::add);
    }
    return found;
  }

  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), NEAR_THE_MIDDLE);
    }
  }
}
