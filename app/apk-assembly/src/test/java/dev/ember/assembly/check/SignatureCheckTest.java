package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.apk.DebugKey;
import dev.ember.assembly.apk.SigningStep;
import dev.ember.assembly.archive.ZipWriter;
import dev.ember.assembly.resource.Aapt2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SignatureCheckTest {

  private static final int MIN_SDK = 26;
  private static final String LIBRARY = "lib/x86_64/liba.so";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path unsigned = Path.of("");
  private Path signed = Path.of("");

  @Before
  public void setUp() throws IOException, InterruptedException {
    unsigned = folder.getRoot().toPath().resolve("unsigned.apk");
    signed = folder.getRoot().toPath().resolve("signed.apk");
    try (ZipWriter writer = new ZipWriter(unsigned)) {
      writer.store(LIBRARY, FakeElf.of(FakeElf.X86_64, SigningStep.PAGE_BYTES));
      writer.deflate("AndroidManifest.xml", binaryManifest());
    }
    new SigningStep(DebugKey.read(Path.of("../debug.p12")), MIN_SDK).run(unsigned, signed);
  }

  private byte[] binaryManifest() throws IOException, InterruptedException {
    Path root = folder.getRoot().toPath();
    Path text = Files.writeString(root.resolve("manifest.xml"), "<manifest package='dev.test'/>");
    Path linked = root.resolve("linked.zip");
    Aapt2.unpackedTo(root.resolve("tools"))
        .link(List.of("--manifest", text.toString(), "-o", linked.toString()));
    try (ZipFile zip = new ZipFile(linked.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("AndroidManifest.xml"))) {
      return in.readAllBytes();
    }
  }

  @Test
  public void faults_signed_areNone() throws IOException {
    assertThat(new SignatureCheck(MIN_SDK).faults(ApkFile.read(signed))).isEmpty();
  }

  @Test
  public void faults_unsigned_missBothSchemes() throws IOException {
    assertThat(new SignatureCheck(MIN_SDK).faults(ApkFile.read(unsigned)))
        .contains(
            "expected a signature by scheme 2 but there is none",
            "expected a signature by scheme 3 but there is none");
  }

  @Test
  public void faults_oneByteChangedAfterSigning_areFound() throws IOException {
    ApkFile file = ApkFile.read(signed);
    int offset =
        file.entries().stream()
            .filter(entry -> entry.name().equals(LIBRARY))
            .findFirst()
            .orElseThrow()
            .dataOffset();
    byte[] content = Files.readAllBytes(signed);
    content[offset + 8] ^= 1;
    Files.write(signed, content);

    assertThat(new SignatureCheck(MIN_SDK).faults(ApkFile.read(signed))).isNotEmpty();
  }

  @Test
  public void signing_storedLibrary_alignsItToAPage() throws IOException {
    assertThat(new AlignmentCheck().faults(ApkFile.read(unsigned))).isNotEmpty();
    assertThat(new AlignmentCheck().faults(ApkFile.read(signed))).isEmpty();
  }

  @Test
  public void signing_sameInput_givesTheSameBytes() throws IOException {
    Path again = folder.getRoot().toPath().resolve("again.apk");
    new SigningStep(DebugKey.read(Path.of("../debug.p12")), MIN_SDK).run(unsigned, again);

    assertThat(again).hasSameBinaryContentAs(signed);
  }
}
