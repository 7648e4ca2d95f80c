package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Mutants of the templates that real models bring. */
public final class TemplateFuzzConformanceTest {
  @Test
  public void mutantsOfRealTemplates_areRenderedOrRefused() throws IOException {
    List<String> seeds = new ArrayList<>();
    Path folder = Path.of(System.getProperty("ember.vectors"), "templates");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jinja")) {
      for (Path file : files) {
        seeds.add(Files.readString(file));
      }
    }
    seeds.sort(null);

    assertThat(new TemplateFuzz(seeds).run())
        .isBetween(TemplateFuzz.CASES / 20, TemplateFuzz.CASES * 3 / 4);
  }
}
