package dev.ember.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * The list of licences that the app shows has every library that the app is built from: what the
 * build writes from the POMs of the app's dependencies, and what other modules bring along.
 */
public final class LicencesTest {
  private static final Path ASSETS = Path.of("src", "main", "assets");
  private static final Path GENERATED = Path.of("android-libraries", "target", "licences");

  private static final Path CLASS_PATH = Path.of("target", "class-path.txt");
  private static final Path LIBRARIES = Path.of("android-libraries", "pom.xml");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>");

  @Test
  public void list_ofLibraries_isTheAppsDependencies() throws IOException {
    assertThat(names(libraries()))
        .hasSizeGreaterThan(50)
        .containsExactlyInAnyOrderElementsOf(dependencies());
  }

  /** A dependency of another module of ours is named in no list of the app's. */
  @Test
  public void list_everyJarOfTheApk_isInIt() throws IOException {
    List<String> artifacts = new ArrayList<>();
    for (String name : names(listed())) {
      artifacts.add(name.replaceFirst("[^:]*:", "").replaceFirst(",.*", ""));
    }

    List<String> jars = jarsOfTheApk();
    assertThat(jars).hasSizeGreaterThan(20);
    assertThat(artifacts).containsAll(jars);
  }

  @Test
  public void list_eachLicence_hasItsWords() throws IOException {
    for (About.Library library : listed()) {
      assertThat(read(ASSETS.resolve("licences").resolve(library.licence() + ".txt")))
          .as(library.name())
          .hasSizeGreaterThan(500);
    }
  }

  /** Each lies in a repository under its name and its version; ours lie where they were built. */
  private static List<String> jarsOfTheApk() throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : read(CLASS_PATH).trim().split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      Path version = jar.getParent();
      Path artifact = version.getParent().getFileName();
      if (jar.getFileName().toString().startsWith(artifact + "-" + version.getFileName())) {
        names.add(artifact.toString());
      } else {
        assertThat(jar).asString().as("a module of ours").contains(File.separator + "target");
      }
    }
    return names;
  }

  private static List<About.Library> listed() throws IOException {
    List<About.Library> all = new ArrayList<>(libraries());
    all.addAll(About.parse(read(ASSETS.resolve(About.OF_MODULES))));
    return all;
  }

  private static List<About.Library> libraries() throws IOException {
    return About.parse(read(GENERATED.resolve(About.OF_LIBRARIES)));
  }

  private static List<String> names(List<About.Library> libraries) {
    List<String> names = new ArrayList<>();
    libraries.forEach(library -> names.add(library.name()));
    return names;
  }

  /** As the build has them. */
  private static List<String> dependencies() throws IOException {
    List<String> names = new ArrayList<>();
    Matcher matcher = DEPENDENCY.matcher(read(LIBRARIES));
    while (matcher.find()) {
      String name = matcher.group(1) + ":" + matcher.group(2);
      if (!name.startsWith("dev.ember")) {
        names.add(name);
      }
    }
    return names;
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
