package dev.ember.inference.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class StoredZipWriterTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path path;

  @Before
  public void choosePath() {
    path = folder.getRoot().toPath().resolve("a.ember");
  }

  @Test
  public void add_severalEntries_areReadByJavasOwnZip() throws IOException {
    byte[] large = new byte[100_000];
    large[77] = 7;
    StoredZipWriter.write(
        path,
        zip -> {
          zip.add("empty", "");
          zip.add("text", "é");
          zip.add("large", ByteBuffer.wrap(large));
        });
    try (ZipFile zip = new ZipFile(path.toFile())) {
      assertThat(Collections.list(zip.entries()))
          .extracting(ZipEntry::getName)
          .containsExactly("empty", "text", "large");
      assertThat(content(zip, "empty")).isEmpty();
      assertThat(content(zip, "text")).isEqualTo("é".getBytes(UTF_8));
      assertThat(content(zip, "large")).isEqualTo(large); // ZipFile checks the CRC
      assertThat(zip.getEntry("large").getMethod()).isEqualTo(ZipEntry.STORED);
    }
  }

  @Test
  public void add_anyEntry_startsAtAMultipleOf64() throws IOException {
    StoredZipWriter.write(
        path,
        zip -> {
          for (int size = 0; size < 70; size++) {
            zip.add("n".repeat(1 + size % 40) + size, ByteBuffer.wrap(new byte[size]));
          }
        });
    ZipBytes zip = ZipBytes.of(path);
    for (int size = 0; size < 70; size++) {
      assertThat(zip.data("n".repeat(1 + size % 40) + size) % 64).isZero();
    }
  }

  @Test
  public void add_streamedContent_givesItsSizeAndHash() throws IOException {
    Manifest.Entry[] entry = new Manifest.Entry[1];
    StoredZipWriter.write(
        path,
        zip ->
            entry[0] =
                zip.add(
                    "abc",
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                      channel.write(ByteBuffer.wrap(new byte[] {'b', 'c'}));
                    }));
    // FIPS 180-4's own example for "abc".
    assertThat(entry[0])
        .isEqualTo(
            new Manifest.Entry(
                "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  public void add_nameUsedBefore_isRefusedAndNothingIsWritten() {
    assertThatThrownBy(
            () ->
                StoredZipWriter.write(
                    path,
                    zip -> {
                      zip.add("a", "1");
                      zip.add("a", "2");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a new entry name but found a");
    assertThat(Files.exists(path)).isFalse();
    assertThat(folder.getRoot().list()).isEmpty();
  }

  private static byte[] content(ZipFile zip, String name) throws IOException {
    try (InputStream stream = zip.getInputStream(zip.getEntry(name))) {
      return stream.readAllBytes();
    }
  }
}
