package dev.ember.app.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class BuiltInStagesTest {
  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private final List<String> opened = new ArrayList<>();

  @Test
  public void paths_twice_areTheStagesCopiedOnce() throws IOException {
    List<Path> first = stages("base.ember", "notes.txt", "sft.ember").paths();
    List<Path> again = stages("base.ember", "notes.txt", "sft.ember").paths();

    assertThat(again).isEqualTo(first).hasSize(2);
    assertThat(Files.readAllBytes(first.get(0))).isEqualTo("base.ember".getBytes(UTF_8));
    assertThat(opened).containsExactly("base.ember", "sft.ember");
  }

  @Test
  public void paths_ofAnAppWithoutStages_areNone() throws IOException {
    assertThat(stages().paths()).isEmpty();
  }

  private BuiltInStages stages(String... names) {
    return new BuiltInStages(
        List.of(names),
        name -> {
          opened.add(name);
          return new ByteArrayInputStream(name.getBytes(UTF_8));
        },
        files.getRoot().toPath().resolve("stages"),
        5);
  }
}
