package dev.ember.assembly.apk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PackageStepTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");
  private Path table = Path.of("");

  @Before
  public void setUp() throws IOException {
    root = folder.getRoot().toPath();
    table = Jars.write(root.resolve("table.zip"), Map.of("AndroidManifest.xml", new byte[1]));
    write("classes.dex", "dex");
    write("assets/model.ember", "weights");
    write("assets/dexopt/baseline.prof", "methods");
    write("assets/notes.txt", "notes");
    write("jni/x86_64/liba.so", "library");
    write("jni/mips/liba.so", "nobody asked for it");
  }

  @Test
  public void run_allKinds_putsEachInItsPlace() throws IOException {
    Path apk = pack(List.of());

    try (ZipFile zip = new ZipFile(apk.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .startsWith("AndroidManifest.xml")
          .endsWith("assets/build.txt")
          .containsExactlyInAnyOrder(
              "AndroidManifest.xml",
              "classes.dex",
              "lib/x86_64/liba.so",
              "assets/dexopt/baseline.prof",
              "assets/model.ember",
              "assets/notes.txt",
              "assets/build.txt");
      assertThat(zip.getEntry("lib/x86_64/liba.so").getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(zip.getEntry("assets/model.ember").getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(zip.getEntry("assets/dexopt/baseline.prof").getMethod())
          .isEqualTo(ZipEntry.STORED);
      assertThat(zip.getEntry("assets/notes.txt").getMethod()).isEqualTo(ZipEntry.DEFLATED);
    }
  }

  @Test
  public void run_otherContents_hasAnotherBuildHash() throws IOException {
    String first = buildHash(pack(List.of()));
    assertThat(first).matches("[0-9a-f]{64}");
    write("assets/notes.txt", "other notes");
    assertThat(buildHash(pack(List.of()))).matches("[0-9a-f]{64}").isNotEqualTo(first);
  }

  private static String buildHash(Path apk) throws IOException {
    try (ZipFile zip = new ZipFile(apk.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry("assets/build.txt")).readAllBytes(),
          StandardCharsets.US_ASCII);
    }
  }

  @Test
  public void run_twice_givesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(pack(List.of()));

    assertThat(Files.readAllBytes(pack(List.of()))).isEqualTo(first);
  }

  @Test
  public void run_jars_takesResourcesAndJoinsServices() throws IOException {
    Path one =
        Jars.write(
            root.resolve("one.jar"),
            Map.of(
                "a/A.class", Jars.emptyClass("a/A"),
                "a/words.txt", bytes("words"),
                "a/libdesktop.so", bytes("desktop"),
                "META-INF/LICENSE", bytes("licence"),
                "META-INF/services/a.S", bytes("a.One")));
    Path two = Jars.write(root.resolve("two.jar"), Map.of("META-INF/services/a.S", bytes("a.Two")));

    try (ZipFile zip = new ZipFile(pack(List.of(one, two)).toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("a/words.txt", "META-INF/services/a.S")
          .doesNotContain("a/A.class", "a/libdesktop.so", "META-INF/LICENSE");
      try (InputStream in = zip.getInputStream(zip.getEntry("META-INF/services/a.S"))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes("a.One\na.Two"));
      }
    }
  }

  @Test
  public void run_resourcesForOtherSystems_areLeftOut() throws IOException {
    String properties = "org/bytedeco/javacpp/properties/";
    Path jar =
        Jars.write(
            root.resolve("one.jar"),
            Map.of(
                properties + "android-arm64.properties",
                bytes("phone"),
                properties + "windows-x86_64.properties",
                bytes("desktop"),
                "okhttp3/internal/publicsuffix/publicsuffixes.gz",
                bytes("cookies")));

    try (ZipFile zip = new ZipFile(pack(List.of(jar)).toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains(properties + "android-arm64.properties")
          .doesNotContain(properties + "windows-x86_64.properties")
          .noneMatch(name -> name.startsWith("okhttp3/"));
    }
  }

  @Test
  public void run_jarsThatDisagree_fails() throws IOException {
    Path one = Jars.write(root.resolve("one.jar"), Map.of("a/words.txt", bytes("words")));
    Path two = Jars.write(root.resolve("two.jar"), Map.of("a/words.txt", bytes("others")));

    assertThatThrownBy(() -> pack(List.of(one, two)))
        .hasMessage(two + " has another a/words.txt than an earlier jar");
  }

  private Path pack(List<Path> jars) throws IOException {
    Path apk = root.resolve("test.apk");
    ApkContents contents =
        new ApkContents(
            table,
            List.of(root.resolve("classes.dex")),
            jars,
            List.of(root.resolve("assets")),
            List.of(root.resolve("jni")),
            List.of("x86_64"));
    new PackageStep(contents, Deflater.BEST_SPEED).run(apk);
    return apk;
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
