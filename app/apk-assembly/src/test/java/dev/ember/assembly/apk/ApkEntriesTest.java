package dev.ember.assembly.apk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ApkEntriesTest {
  private static final int MIN_SDK = 26;
  private static final int SMALL = 60;
  private static final int LARGE_BYTES = 5000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Random random = new Random(7);

  @Test
  public void writeTo_smallEntries_lieBeforeTheLibrariesAndTheRestKeepsItsOrder()
      throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      entries().writeTo(writer);
    }

    try (ZipFile zip = new ZipFile(apk.toFile())) {
      List<String> names = zip.stream().map(entry -> entry.getName()).toList();
      assertThat(names).hasSize(SMALL + 5).startsWith("AndroidManifest.xml", "classes.dex");
      assertThat(names)
          .filteredOn(name -> !name.startsWith("res/"))
          .containsExactly(
              "AndroidManifest.xml", "classes.dex", "lib/liba.so", "lib/libb.so", "assets/a.ember");
      assertThat(names.get(2)).startsWith("res/");
      assertThat(names.get(names.indexOf("lib/libb.so") - 1)).startsWith("res/");
    }
  }

  /** In the order in which they came, each library would be behind half a page of nothing or so. */
  @Test
  public void writeTo_signed_wastesNearlyNothing() throws IOException {
    Path root = folder.getRoot().toPath();
    Path unsigned = root.resolve("unsigned.apk");
    Path signed = root.resolve("signed.apk");
    try (ZipWriter writer = new ZipWriter(unsigned)) {
      entries().writeTo(writer);
    }
    new SigningStep(DebugKey.read(Path.of("../debug.p12")), MIN_SDK).run(unsigned, signed);

    // Signatures take a page of 4 KiB, and end at such a one.
    assertThat(Files.size(signed) - Files.size(unsigned)).isLessThan(3 * 4096);
  }

  private ApkEntries entries() {
    ApkEntries entries = new ApkEntries();
    entries.deflate("AndroidManifest.xml", random(300));
    for (int i = 0; i < SMALL; i++) {
      int method = i % 3 == 0 ? ZipEntry.STORED : ZipEntry.DEFLATED;
      entries.add("res/" + i + ".xml", random(200 + random.nextInt(900)), method);
    }
    entries.deflate("classes.dex", random(LARGE_BYTES));
    entries.store("lib/liba.so", random(LARGE_BYTES));
    entries.store("lib/libb.so", random(LARGE_BYTES));
    entries.store("assets/a.ember", random(LARGE_BYTES));
    return entries;
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
