package dev.ember.converter.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class WholeLinesTest {
  private static final int ALL = Integer.MAX_VALUE;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void keep_anyCut_leavesWholeGroupsOfWholeLines() throws IOException {
    assertKeeps("", ALL, 1, "");
    assertKeeps("one", ALL, 1, "");
    assertKeeps("one\ntwo\n", ALL, 1, "one\ntwo\n");
    assertKeeps("one\ntwo\nthr", ALL, 1, "one\ntwo\n");
    assertKeeps("one\ntwo\nthree\n", 2, 1, "one\ntwo\n");
    assertKeeps("one\ntwo\nthree\n", 0, 1, "");
    assertKeeps("one\ntwo\nthree\n", ALL, 2, "one\ntwo\n");
    assertKeeps("one\ntwo\nthree\nfour", ALL, 2, "one\ntwo\n");
    assertKeeps("one\n\n\nfour\n", ALL, 2, "one\n\n\nfour\n");
  }

  /** Lines of 11 bytes, so that they lie across the borders of any buffer. */
  @Test
  public void keep_largeFile_countsAcrossItsReads() throws IOException {
    String group = "0123456789\n".repeat(16);

    assertKeeps(group.repeat(1000) + "0123456789\n0123", ALL, 16, group.repeat(1000));
    assertKeeps(group.repeat(1000), 16 * 700 + 3, 16, group.repeat(700));
  }

  private void assertKeeps(String text, int most, int group, String kept) throws IOException {
    Path file = folder.getRoot().toPath().resolve("lines.jsonl");
    Files.writeString(file, text);

    assertThat(WholeLines.keep(file, most, group)).isEqualTo((int) kept.lines().count());
    assertThat(Files.readString(file)).isEqualTo(kept);
  }
}
