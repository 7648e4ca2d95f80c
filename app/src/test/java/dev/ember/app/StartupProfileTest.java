package dev.ember.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * R8 passes over a class of the startup profile that is not there, and the profile would speak of
 * an app that was.
 */
public final class StartupProfileTest {
  private static final String OURS = "Ldev/ember/";

  @Test
  public void startup_eachClassOfOurs_isThere() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("startup.txt"), UTF_8);
    List<String> gone = new ArrayList<>();
    int found = 0;
    for (String line : lines) {
      if (line.startsWith(OURS)) {
        String file = line.substring(1, line.length() - 1) + ".class";
        boolean there = StartupProfileTest.class.getClassLoader().getResource(file) != null;
        found += there ? 1 : 0;
        if (!there) {
          gone.add(line);
        }
      }
    }
    assertThat(gone).isEmpty();
    assertThat(found).isGreaterThan(300);
    assertThat(lines)
        .contains("Ldev/ember/app/EmberApp;", "Ldev/ember/app/main/MainActivity;")
        .doesNotHaveDuplicates();
  }
}
