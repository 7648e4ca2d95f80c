package dev.ember.app.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.app.data.ChatRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class KeptTextsTest {
  private static final long NOW_MS = 1_795_775_040_000L;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path home;
  private KeptTexts texts;

  @Before
  public void start() {
    home = folder.getRoot().toPath().resolve("attached");
    texts = new KeptTexts(() -> home);
  }

  @Test
  public void write_anyText_isReadBack() throws IOException {
    texts.write("one", "oil \uD83E\uDE94 油\n", NOW_MS);
    texts.write("two", "wick", NOW_MS);
    assertThat(texts.read("one")).isEqualTo("oil \uD83E\uDE94 油\n");

    texts.delete("one");
    assertThatThrownBy(() -> texts.read("one")).isInstanceOf(NoSuchFileException.class);
    assertThat(texts.read("two")).isEqualTo("wick");
  }

  @Test
  public void write_textsOfLongAgo_areDeleted() throws IOException {
    texts.write("forgotten", "oil", NOW_MS);
    texts.write("kept", "wick", NOW_MS);
    age("forgotten", ChatRepository.LONGEST_AWAY_MS + 1_000);
    age("kept", ChatRepository.LONGEST_AWAY_MS - 1_000);

    texts.write("new", "lamp", NOW_MS);
    assertThat(home.resolve("forgotten")).doesNotExist();
    assertThat(texts.read("kept")).isEqualTo("wick");
  }

  private void age(String name, long ms) throws IOException {
    Files.setLastModifiedTime(home.resolve(name), FileTime.fromMillis(NOW_MS - ms));
  }
}
