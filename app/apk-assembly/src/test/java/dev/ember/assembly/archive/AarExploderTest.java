package dev.ember.assembly.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AarExploderTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path aars = Path.of("");
  private Path out = Path.of("");
  private Path classes = Path.of("");

  @Before
  public void setUp() throws IOException {
    aars = folder.newFolder("copied").toPath();
    out = folder.newFolder("aars").toPath();
    classes = folder.newFolder("classes").toPath();
  }

  @Test
  public void explode_twoArchives_mergesTheirClasses() throws Exception {
    aar("one-1", Map.of("a/A.class", Jars.emptyClass("a/A"), "META-INF/LICENSE", new byte[1]));
    aar("two-1", Map.of("b/B.class", Jars.emptyClass("b/B")));

    explode(Set.of());

    assertThat(FileTree.files(classes))
        .containsExactly(classes.resolve("a/A.class"), classes.resolve("b/B.class"));
    assertThat(ExplodedAar.in(out)).extracting(ExplodedAar::name).containsExactly("one-1", "two-1");
    assertThat(ExplodedAar.in(out).get(0).packageName()).isEqualTo("test.one");
  }

  @Test
  public void explode_archiveWithoutClasses_fails() throws Exception {
    aar("root-1", Map.of());

    assertThatThrownBy(() -> explode(Set.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("root-1.aar has no class");
  }

  @Test
  public void explode_archiveKnownWithoutClasses_passes() throws Exception {
    aar("root-1", Map.of());

    explode(Set.of("root-1"));

    assertThat(FileTree.files(classes)).isEmpty();
  }

  @Test
  public void explode_archiveWronglyListedAsWithoutClasses_fails() throws Exception {
    aar("one-1", Map.of("a/A.class", Jars.emptyClass("a/A")));

    assertThatThrownBy(() -> explode(Set.of("one-1")))
        .hasMessage("one-1.aar is listed as having no class but has 1");
  }

  @Test
  public void explode_classInTwoArchives_fails() throws Exception {
    aar("one-1", Map.of("a/A.class", Jars.emptyClass("a/A")));
    aar("two-1", Map.of("a/A.class", Jars.emptyClass("a/A")));

    assertThatThrownBy(() -> explode(Set.of())).hasMessage("a/A.class is in both one-1 and two-1");
  }

  @Test
  public void explode_noArchives_fails() {
    assertThatThrownBy(() -> explode(Set.of())).hasMessageContaining("expected AARs in " + aars);
  }

  @Test
  public void explode_archiveReplaced_forgetsTheOldOne() throws Exception {
    aar("one-1", Map.of("a/A.class", Jars.emptyClass("a/A")));
    explode(Set.of());
    Files.delete(aars.resolve("one-1.aar"));
    aar("one-2", Map.of("a/New.class", Jars.emptyClass("a/New")));

    explode(Set.of());

    assertThat(FileTree.files(classes)).containsExactly(classes.resolve("a/New.class"));
    assertThat(ExplodedAar.in(out)).extracting(ExplodedAar::name).containsExactly("one-2");
  }

  private void explode(Set<String> withoutClasses) throws IOException, InterruptedException {
    Aapt2 aapt2 = Aapt2.unpackedTo(folder.getRoot().toPath().resolve("tools"));
    new AarExploder(aapt2, withoutClasses).explode(aars, out, classes);
  }

  private void aar(String name, Map<String, byte[]> content) throws IOException {
    Path jar = Jars.write(folder.getRoot().toPath().resolve(name + ".jar"), content);
    String manifest = "<manifest package='test." + name.replaceAll("-.*", "") + "'/>";
    Map<String, byte[]> entries = new HashMap<>();
    entries.put("classes.jar", Files.readAllBytes(jar));
    entries.put("AndroidManifest.xml", manifest.getBytes(StandardCharsets.UTF_8));
    Jars.write(aars.resolve(name + ".aar"), entries);
  }
}
