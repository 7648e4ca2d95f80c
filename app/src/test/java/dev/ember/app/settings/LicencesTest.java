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

/** The list of licences that the app shows has every library that the app is built from. */
public final class LicencesTest {
  private static final Path LIST = Path.of("src", "main", "assets", "licences.txt");
  private static final Path TEXTS = Path.of("src", "main", "assets", "licences");

  /** This app itself, and what its other modules bring along. */
  private static final List<String> BESIDE_THE_LIBRARIES =
      List.of(
          "Ember",
          "com.google.code.gson:gson",
          "com.google.flatbuffers:flatbuffers-java",
          "org.jspecify:jspecify",
          "org.tensorflow:tensorflow-lite, -api, -gpu, -gpu-api",
          "org.bytedeco:javacpp, tensorflow-lite (natives)");

  private static final Path CLASS_PATH = Path.of("target", "class-path.txt");
  private static final Path LIBRARIES = Path.of("android-libraries", "pom.xml");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>");

  @Test
  public void list_everyLibraryOfTheApp_isInIt() throws IOException {
    List<String> libraries = libraries();
    assertThat(libraries).hasSizeGreaterThan(50);
    assertThat(listed()).containsAll(libraries);
  }

  /** A dependency of another module of ours is named in no list of the app's. */
  @Test
  public void list_everyJarOfTheApk_isInIt() throws IOException {
    List<String> artifacts = new ArrayList<>();
    for (String name : listed()) {
      artifacts.add(name.replaceFirst("[^:]*:", "").replaceFirst(",.*", ""));
    }

    List<String> jars = jarsOfTheApk();
    assertThat(jars).hasSizeGreaterThan(20);
    assertThat(artifacts).containsAll(jars);
  }

  @Test
  public void list_nothingElse_isInIt() throws IOException {
    List<String> known = new ArrayList<>(libraries());
    known.addAll(BESIDE_THE_LIBRARIES);
    assertThat(known).containsAll(listed());
  }

  @Test
  public void list_eachLicence_hasItsWords() throws IOException {
    for (About.Library library : About.parse(read(LIST))) {
      assertThat(read(TEXTS.resolve(library.licence() + ".txt")))
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

  private static List<String> listed() throws IOException {
    List<String> names = new ArrayList<>();
    About.parse(read(LIST)).forEach(library -> names.add(library.name()));
    return names;
  }

  /** As the build has them. */
  private static List<String> libraries() throws IOException {
    List<String> libraries = new ArrayList<>();
    Matcher matcher = DEPENDENCY.matcher(read(LIBRARIES));
    while (matcher.find()) {
      String name = matcher.group(1) + ":" + matcher.group(2);
      if (!name.startsWith("dev.ember")) {
        libraries.add(name);
      }
    }
    return libraries;
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
