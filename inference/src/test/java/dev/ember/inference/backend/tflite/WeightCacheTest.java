package dev.ember.inference.backend.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** When a file of packed weights is trusted. What is in it is XNNPACK's matter. */
public final class WeightCacheTest {
  private static final String KEY = "0123456789abcdef";
  private static final String OTHER_KEY = "fedcba9876543210";
  private static final Duration LONG_AGO = Duration.ofDays(1);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path bundle;

  @Before
  public void makeBundle() throws IOException {
    bundle =
        Files.write(folder.getRoot().toPath().resolve("model.ember"), "bundle".getBytes(UTF_8));
  }

  @Test
  public void path_nothingThere_isFree() throws IOException {
    WeightCache cache = new WeightCache(bundle, KEY);
    assertThat(cache.found()).isFalse();
    assertThat(cache.path()).doesNotExist();
  }

  @Test
  public void keep_fileWritten_isFoundNextTime() throws IOException {
    pack(KEY, "packed");
    WeightCache next = new WeightCache(bundle, KEY);
    assertThat(next.found()).isTrue();
    assertThat(next.path()).hasContent("packed");
    next.keep();
    assertThat(new WeightCache(bundle, KEY).found()).isTrue();
    assertThat(names())
        .containsExactly("model.ember", "model.ember." + KEY + ".seal", weights(KEY));
  }

  @Test
  public void keep_nothingWritten_leavesNothing() throws IOException {
    new WeightCache(bundle, KEY).keep();
    assertThat(names()).containsExactly("model.ember");
  }

  @Test
  public void discard_fileBegun_leavesNothing() throws IOException {
    WeightCache cache = new WeightCache(bundle, KEY);
    Files.write(cache.path(), "pac".getBytes(UTF_8));
    cache.discard();
    assertThat(names()).containsExactly("model.ember");
  }

  @Test
  public void discard_fileOfAnEarlierOpening_keepsIt() throws IOException {
    pack(KEY, "packed");
    new WeightCache(bundle, KEY).discard();
    assertThat(new WeightCache(bundle, KEY).found()).isTrue();
  }

  @Test
  public void open_oneByteChanged_isNotTrusted() throws IOException {
    pack(KEY, "packed");
    Files.write(folder.getRoot().toPath().resolve(weights(KEY)), "pacKed".getBytes(UTF_8));
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
    assertThat(names()).containsExactly("model.ember");
  }

  @Test
  public void open_cutFile_isNotTrusted() throws IOException {
    pack(KEY, "packed");
    Files.write(folder.getRoot().toPath().resolve(weights(KEY)), "pack".getBytes(UTF_8));
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
  }

  @Test
  public void open_withoutSeal_isNotTrusted() throws IOException {
    pack(KEY, "packed");
    Files.delete(folder.getRoot().toPath().resolve("model.ember." + KEY + ".seal"));
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
    assertThat(names()).containsExactly("model.ember");
  }

  /** XNNPACK does that when its kernels are others. */
  @Test
  public void keep_fileWrittenAnewInPlace_isTrustedAgain() throws IOException {
    pack(KEY, "packed");
    WeightCache cache = new WeightCache(bundle, KEY);
    Files.write(cache.path(), "packed otherwise".getBytes(UTF_8));
    cache.keep();
    WeightCache next = new WeightCache(bundle, KEY);
    assertThat(next.found()).isTrue();
    assertThat(next.path()).hasContent("packed otherwise");
  }

  @Test
  public void open_otherKey_deletesTheStaleOne() throws IOException {
    pack(OTHER_KEY, "of the bundle before");
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
    assertThat(names()).containsExactly("model.ember");
  }

  @Test
  public void open_draftOfAnotherProcess_staysUntilItIsOld() throws IOException {
    Path draft = new WeightCache(bundle, KEY).path();
    Files.write(draft, "half".getBytes(UTF_8));
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
    assertThat(draft).exists();
    Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(LONG_AGO)));
    assertThat(new WeightCache(bundle, KEY).found()).isFalse();
    assertThat(draft).doesNotExist();
  }

  @Test
  public void delete_leavesOtherFiles() throws IOException {
    pack(KEY, "packed");
    for (String name : new String[] {"model.ember.card", "model.ember.weights", "model.ember2"}) {
      Files.write(folder.getRoot().toPath().resolve(name), new byte[0]);
    }
    WeightCache.delete(bundle);
    assertThat(names())
        .containsExactly("model.ember", "model.ember.card", "model.ember.weights", "model.ember2");
  }

  private void pack(String key, String content) throws IOException {
    WeightCache cache = new WeightCache(bundle, key);
    Files.write(cache.path(), content.getBytes(UTF_8));
    cache.keep();
  }

  private static String weights(String key) {
    return "model.ember." + key + ".weights";
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }
}
