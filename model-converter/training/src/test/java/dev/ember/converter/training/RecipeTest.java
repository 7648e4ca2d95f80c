package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The recipe's script with a tool that does nothing but write down what it was asked. */
public final class RecipeTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final Path SCRIPT = Path.of("../../recipes/ember-small/run.sh");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path out;
  private Path said;
  private Path asked;
  private Path tool;

  @Before
  public void writeTool() throws IOException {
    out = temporary.newFolder().toPath();
    said = temporary.newFile().toPath();
    asked = temporary.newFile().toPath();
    tool = temporary.newFile().toPath();
    Files.writeString(
        tool,
        "#!/bin/sh\necho \"$1\" >> '%s'\n".formatted(asked)
            + "if [ \"$1 $2\" = 'corpus pairs' ]; then cd '%s'; touch %s %s; fi\n"
                .formatted(out, "pairs/ruled.jsonl", "pairs/held_out_ruled.jsonl"));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  @Test
  public void draw_otherThanTheOneThatLiesThere_isRefused() throws Exception {
    drawn("chats_e.jsonl");
    assertThat(run("wide")).isEqualTo(2);
    assertThat(said).content().contains("expected DRAW first", "but found wide");
    assertThat(asked).isEmptyFile();

    run("first");
    assertThat(asked).content().startsWith("sft");
  }

  @Test
  public void draw_firstWhereTheWideOneLies_isRefused() throws Exception {
    drawn("chats_f.jsonl");
    assertThat(run("first")).isEqualTo(2);
    assertThat(said).content().contains("expected DRAW wide", "but found first");
    assertThat(asked).isEmptyFile();

    run("wide");
    assertThat(asked).content().startsWith("sft");
  }

  @Test
  public void pairs_drawnFirst_areThoseOfBeforeTheLatestWereWritten() throws Exception {
    drawn("chats_e.jsonl");
    run("first");
    assertThat(written("pairs") + written("held_out_pairs"))
        .contains("\"prb-0224\"", "\"prz-0131\"")
        .doesNotContain("\"prc-");
  }

  @Test
  public void pairs_drawnWide_areAllButATenthThatJudges() throws Exception {
    drawn("chats_f.jsonl");
    run("wide");
    assertThat(written("pairs").lines().filter(line -> line.contains("\"prc-"))).hasSize(8);
    assertThat(written("held_out_pairs").lines().filter(line -> line.contains("\"prc-")))
        .hasSize(1);
  }

  private String written(String pairs) throws IOException {
    return Files.readString(out.resolve("pairs/" + pairs + ".jsonl"));
  }

  private void drawn(String unit) throws IOException {
    for (String file : new String[] {"narrow/statistics.json", "units/" + unit}) {
      Files.createDirectories(out.resolve(file).getParent());
      Files.createFile(out.resolve(file));
    }
  }

  private int run(String draw) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
    builder.environment().put("EMBER", tool.toString());
    builder.environment().put("OUT", out.toString());
    builder.environment().put("DRAW", draw);
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    Process script = builder.start();
    assertThat(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return script.exitValue();
  }
}
