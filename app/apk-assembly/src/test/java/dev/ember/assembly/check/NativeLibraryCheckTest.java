package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class NativeLibraryCheckTest {

  private static final int PAGE_16K = 16 * 1024;
  private static final int PAGE_4K = 4 * 1024;
  private static final String ARM = "lib/arm64-v8a/liba.so";
  private static final String INTEL = "lib/x86_64/liba.so";
  private static final byte[] GOOD_ARM = FakeElf.of(FakeElf.AARCH64, PAGE_16K);
  private static final byte[] GOOD_INTEL = FakeElf.of(FakeElf.X86_64, PAGE_16K);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void faults_bothAbisRight_areNone() throws IOException {
    assertThat(faults(Map.of(ARM, GOOD_ARM, INTEL, GOOD_INTEL))).isEmpty();
  }

  @Test
  public void faults_abiMissing_namesIt() throws IOException {
    assertThat(faults(Map.of(ARM, GOOD_ARM)))
        .containsExactly("expected native libraries for x86_64 but there is none");
  }

  @Test
  public void faults_libraryMissingForOneAbi_namesTheSets() throws IOException {
    assertThat(faults(Map.of(ARM, GOOD_ARM, INTEL, GOOD_INTEL, "lib/x86_64/libb.so", GOOD_INTEL)))
        .containsExactly("arm64-v8a has [liba.so] but expected [liba.so, libb.so]");
  }

  @Test
  public void faults_libraryOfAnotherMachine_namesBoth() throws IOException {
    assertThat(faults(Map.of(ARM, GOOD_INTEL, INTEL, GOOD_INTEL)))
        .containsExactly(ARM + " is for machine 62 but expected 183");
  }

  @Test
  public void faults_segmentsForSmallPages_namesTheAlignment() throws IOException {
    assertThat(faults(Map.of(ARM, FakeElf.of(FakeElf.AARCH64, PAGE_4K), INTEL, GOOD_INTEL)))
        .containsExactly(ARM + " has segments aligned to 4096 bytes but expected 16384");
  }

  @Test
  public void faults_segmentsForSmallPagesThatAreKnown_areNone() throws IOException {
    Path apk = folder.getRoot().toPath().resolve("small.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.store(ARM, FakeElf.of(FakeElf.AARCH64, PAGE_4K));
    }

    assertThat(
            new NativeLibraryCheck(List.of("arm64-v8a"), List.of("liba.so"))
                .faults(ApkFile.read(apk)))
        .isEmpty();
  }

  @Test
  public void faults_abiNobodyAskedFor_namesIt() throws IOException {
    assertThat(faults(Map.of(ARM, GOOD_ARM, INTEL, GOOD_INTEL, "lib/x86/liba.so", GOOD_INTEL)))
        .containsExactly("unexpected native libraries for x86: [liba.so]");
  }

  @Test
  public void faults_compressedLibrary_saysSo() throws IOException {
    Path apk = folder.getRoot().toPath().resolve("deflated.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.deflate(ARM, GOOD_ARM);
    }

    assertThat(new NativeLibraryCheck(List.of("arm64-v8a"), List.of()).faults(ApkFile.read(apk)))
        .containsExactly(ARM + " is compressed: it cannot be mapped out of the APK");
  }

  private List<String> faults(Map<String, byte[]> libraries) throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      for (Map.Entry<String, byte[]> library : new TreeMap<>(libraries).entrySet()) {
        writer.store(library.getKey(), library.getValue());
      }
    }
    return new NativeLibraryCheck(List.of("arm64-v8a", "x86_64"), List.of())
        .faults(ApkFile.read(apk));
  }
}
