package dev.ember.app.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.jobs.CheckpointNames;
import dev.ember.app.jobs.RemoteFile;
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
      assertThat(entry.files()).as(entry.name()).isNotEmpty();
      assertThat(entry.licence()).as(entry.name()).isNotEmpty();
      assertThat(entry.parameters()).as(entry.name()).isPositive();
      for (RemoteFile file : entry.files()) {
        assertThat(file.address()).startsWith("https://");
        assertThat(file.sha256()).as(file.address()).matches("|[0-9a-f]{64}");
        assertThat(file.sha256().isEmpty())
            .as("who measures one of them has the other: %s", file.address())
            .isEqualTo(file.bytes() == 0);
      }
      assertThat(entry.bytes()) // from 4 bits a weight to 17, vocabulary and all
          .as(entry.name())
          .satisfiesAnyOf(
              bytes -> assertThat(bytes).isZero(),
              bytes ->
                  assertThat(bytes).isBetween(entry.parameters() / 2, entry.parameters() * 17 / 8));
    }
  }

  @Test
  public void catalogue_ofTheApp_hasFilesThatAreOneModel() throws IOException {
    List<Catalogue.Entry> entries = Catalogue.parse(new String(Files.readAllBytes(ASSET), UTF_8));

    assertThat(entries).anyMatch(entry -> entry.files().size() > 1);
    for (Catalogue.Entry entry : entries) {
      List<String> names = entry.files().stream().map(RemoteFile::name).toList();
      if (names.size() == 1) {
        assertThat(names.get(0)).endsWith(".gguf");
      } else {
        assertThat(names).contains("config.json", "tokenizer.json", "model.safetensors");
        assertThat(names).allMatch(name -> name.equals(CheckpointNames.of(name)));
        assertThat(entry.files()) // or one of them may be of another version than the rest
            .allMatch(file -> file.address().matches(".*/resolve/[0-9a-f]{40}/[^/]+"));
        assertThat(entry.isKnown()).isTrue();
      }
    }
  }
}
