package dev.ember.app.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public final class CatalogueTest {
  private static final Path ASSET = Path.of("src", "main", "assets", "catalogue.json");

  @Test
  public void catalogue_ofTheApp_hasOnlyWhatCanBeDownloaded() throws IOException {
    List<Catalogue.Entry> entries = Catalogue.parse(new String(Files.readAllBytes(ASSET), UTF_8));

    assertThat(entries).isNotEmpty();
    for (Catalogue.Entry entry : entries) {
      assertThat(entry.url()).startsWith("https://").endsWith(".gguf");
      assertThat(entry.licence()).as(entry.name()).isNotEmpty();
      assertThat(entry.parameters()).as(entry.name()).isPositive();
      assertThat(entry.sha256()).as(entry.name()).matches("|[0-9a-f]{64}");
      assertThat(entry.sha256().isEmpty())
          .as("who measures one of them has the other: %s", entry.name())
          .isEqualTo(entry.bytes() == 0);
      assertThat(entry.bytes()) // from 4 bits a weight to 12, vocabulary and all
          .as(entry.name())
          .satisfiesAnyOf(
              bytes -> assertThat(bytes).isZero(),
              bytes ->
                  assertThat(bytes).isBetween(entry.parameters() / 2, entry.parameters() * 3 / 2));
    }
  }

  @Test
  public void fileName_ofAnAddress_carriesNoQuery() {
    assertThat(AddModelSheet.fileName("https://example.org/a/m.gguf?token=secret#x"))
        .isEqualTo("m.gguf");
    assertThat(AddModelSheet.fileName("m.gguf")).isEqualTo("m.gguf");
  }
}
