package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SmoothingFileTest {
  private static final DecoderConfig CONFIG = TinyModel.TIED;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final int[] tokens = new Random(2).ints(200, 0, CONFIG.vocabulary()).toArray();
  private Path path;

  /** How often a layer was searched. */
  private int layers;

  @Before
  public void choosePath() {
    path = folder.getRoot().toPath().resolve("factors.bin");
  }

  @Test
  public void find_sameSearchAgain_readsWhatItFound() throws IOException {
    Smoothing found = find(1, tokens);
    assertThat(layers).isEqualTo(CONFIG.layers());
    Smoothing read = find(1, tokens);
    assertThat(layers).isEqualTo(CONFIG.layers());
    assertSame(read.columns(), found.columns());
    assertSame(read.rows(), found.rows());
  }

  @Test
  public void find_otherText_searchesAnew() throws IOException {
    find(1, tokens);
    int[] others = tokens.clone();
    others[7]++;
    find(1, others);
    assertThat(layers).isEqualTo(2 * CONFIG.layers());
  }

  @Test
  public void find_otherModel_searchesAnew() throws IOException {
    find(1, tokens);
    find(2, tokens);
    assertThat(layers).isEqualTo(2 * CONFIG.layers());
  }

  @Test
  public void find_damagedFile_searchesAnew() throws IOException {
    Smoothing found = find(1, tokens);
    byte[] bytes = Files.readAllBytes(path);
    int rounds = 1;
    for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(path, damaged);
      assertSame(find(1, tokens).columns(), found.columns());
      assertThat(layers).as("byte %d", at).isEqualTo(++rounds * CONFIG.layers());
    }
    Files.write(path, new byte[3]);
    find(1, tokens);
    assertThat(layers).isEqualTo(++rounds * CONFIG.layers());
    assertThat(path).hasBinaryContent(bytes);
  }

  private static void assertSame(Map<String, float[]> read, Map<String, float[]> found) {
    assertThat(read.keySet()).isEqualTo(found.keySet());
    for (Map.Entry<String, float[]> tensor : found.entrySet()) {
      assertThat(read.get(tensor.getKey())).as(tensor.getKey()).isEqualTo(tensor.getValue());
    }
  }

  private Smoothing find(long seed, int[] text) throws IOException {
    LoadedWeights source = new LoadedWeights(TinyModel.random(CONFIG, seed));
    EncodingPlan plan = new EncodingPlan(Quantization.INT8_PER_CHANNEL, source);
    SmoothingSearch search = new SmoothingSearch(source, plan, text, 100);
    return new SmoothingFile(path).find(search, 1, share -> layers++);
  }
}
