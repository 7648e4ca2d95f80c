package dev.ember.app.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class InstalledAssetTest {
  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private Path folder;
  private int opened;

  @Before
  public void chooseFolder() {
    folder = files.getRoot().toPath().resolve("models/builtin");
  }

  @Test
  public void path_first_copiesEveryByte() throws IOException {
    byte[] original = new byte[200_001];
    new Random(1).nextBytes(original);

    Path copy = asset(() -> new ByteArrayInputStream(original), 5).path();

    assertThat(copy).hasBinaryContent(original);
  }

  @Test
  public void path_again_doesNotCopyAgain() throws IOException {
    Path first = asset(this::text, 5).path();
    Path second = asset(this::text, 5).path();

    assertThat(second).isEqualTo(first);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  public void path_afterAnUpdateOfTheApp_isTheNewOneAlone() throws IOException {
    Path old = asset(this::text, 5).path();

    Path current = asset(() -> new ByteArrayInputStream("new".getBytes(UTF_8)), 6).path();

    assertThat(current).hasContent("new");
    assertThat(old).doesNotExist();
  }

  @Test
  public void path_copyThatBreaksOff_leavesNothingBehind() throws IOException {
    InstalledAsset asset = asset(() -> new BreakingStream(100_000), 5);

    assertThatThrownBy(asset::path).isInstanceOf(IOException.class).hasMessage("no more space");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  public void path_afterAProcessDiedWhileCopying_cleansUp() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(".built-in-5.half.tmp"), new byte[] {1});

    Path copy = asset(this::text, 5).path();

    assertThat(folder).isDirectoryContaining(file -> file.equals(copy));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  public void path_afterDiscard_copiesAgain() throws IOException {
    InstalledAsset asset = asset(this::text, 5);
    Files.write(asset.path(), new byte[] {1});

    asset.discard();

    assertThat(asset.path()).hasContent("model");
  }

  private InstalledAsset asset(InstalledAsset.Source source, long installationMs) {
    return new InstalledAsset(source, folder, "built-in", installationMs);
  }

  private InputStream text() {
    opened++;
    return new ByteArrayInputStream("model".getBytes(UTF_8));
  }

  /** Ends with an error after a number of bytes. */
  private static final class BreakingStream extends InputStream {
    private int left;

    BreakingStream(int bytes) {
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        throw new IOException("no more space");
      }
      left--;
      return 0;
    }
  }
}
