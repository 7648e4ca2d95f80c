package dev.ember.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
  private static final Path LIBRARIES = Path.of("android-libraries", "pom.xml");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>");

  @Test
  public void list_everyLibraryOfTheApp_isInIt() throws IOException {
    String list = read(LIST);
    List<String> missing = new ArrayList<>();
    Matcher matcher = DEPENDENCY.matcher(read(LIBRARIES));
    int libraries = 0;
    while (matcher.find()) {
      String name = matcher.group(1) + ":" + matcher.group(2);
      if (!name.startsWith("dev.ember")) {
        libraries++;
        if (!list.contains(name + "\n")) {
          missing.add(name);
        }
      }
    }
    assertThat(libraries).isGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
