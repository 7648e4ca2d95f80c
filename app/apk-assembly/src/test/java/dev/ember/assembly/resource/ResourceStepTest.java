package dev.ember.assembly.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.resource.ResourceStep.TableForm;
import dev.ember.assembly.resource.ResourceStep.Target;
import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ResourceStepTest {

  private static final ApplicationId APPLICATION =
      new ApplicationId("dev.test", 26, 35, 1, "1.0", false);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");

  @Before
  public void writeWords() throws IOException {
    root = folder.getRoot().toPath();
    writeWord("values");
    writeWord("values-de");
    writeWord("values-zh-rCN");
    Files.writeString(root.resolve("AndroidManifest.xml"), "<manifest><application/></manifest>");
  }

  @Test
  public void run_namedLanguages_leavesOutTheOthersAndKeepsWhatNamesNone()
      throws IOException, InterruptedException {
    assertThat(localesOfLink(List.of("en", "zh-rCN"))).contains("zh-CN").doesNotContain("'de'");
  }

  @Test
  public void run_noLanguageNamed_hasAll() throws IOException, InterruptedException {
    assertThat(localesOfLink(List.of())).contains("zh-CN", "'de'");
  }

  @Test
  public void run_namedLanguages_givesTheSameIds() throws IOException, InterruptedException {
    localesOfLink(List.of());
    String all = Files.readString(new LinkedResources(root.resolve("out")).symbols());

    localesOfLink(List.of("en"));

    assertThat(new LinkedResources(root.resolve("out")).symbols()).hasContent(all);
  }

  @Test
  public void optimize_fileWithALongName_hasAShortPath() throws IOException, InterruptedException {
    Path xml = Files.createDirectories(root.resolve("res/xml"));
    Files.writeString(xml.resolve("a_long_name.xml"), "<a/>");
    localesOfLink(List.of());
    Path table = new LinkedResources(root.resolve("out")).table();
    Path small = root.resolve("small.zip");

    Aapt2.unpackedTo(root.resolve("tools")).optimize(table, small);

    assertThat(names(table)).contains("res/xml/a_long_name.xml");
    assertThat(names(small))
        .hasSameSizeAs(names(table))
        .noneMatch(name -> name.contains("a_long_name"));
    assertThat(small.toFile().length()).isLessThan(table.toFile().length());
  }

  private static List<String> names(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  /** The line of locales of what {@code aapt2} says about the table. */
  private String localesOfLink(List<String> languages) throws IOException, InterruptedException {
    Aapt2 aapt2 = Aapt2.unpackedTo(root.resolve("tools"));
    LinkedResources linked =
        new ResourceStep(
                aapt2,
                Jars.frameworkResources(root.resolve("framework.jar")),
                APPLICATION,
                List.of(),
                new Target(TableForm.BINARY, languages))
            .run(
                new Manifests(root.resolve("AndroidManifest.xml"), List.of()),
                root.resolve("res"),
                List.of(),
                root.resolve("out"),
                root.resolve("classes"));
    return aapt2
        .dumpBadging(linked.table())
        .lines()
        .filter(line -> line.startsWith("locales:"))
        .findFirst()
        .orElseThrow();
  }

  private void writeWord(String kind) throws IOException {
    Path values = Files.createDirectories(root.resolve("res").resolve(kind));
    Files.writeString(
        values.resolve("words.xml"),
        "<resources><string name='word'>" + kind + "</string></resources>");
  }
}
