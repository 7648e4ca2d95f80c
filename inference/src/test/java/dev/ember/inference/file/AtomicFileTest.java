package dev.ember.inference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AtomicFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void write_newFile_holdsTheContentAndNothingElseIsLeft() throws IOException {
    Path target = folder.getRoot().toPath().resolve("new.bin");
    AtomicFile.write(
        target, channel -> Buffers.writeFully(channel, ByteBuffer.wrap(new byte[] {4, 5})));
    assertThat(Files.readAllBytes(target)).containsExactly(4, 5);
    assertThat(folder.getRoot().list()).containsExactly("new.bin");
  }

  @Test
  public void write_bytes_areTheContentOfTheFile() throws IOException {
    Path target = folder.newFile("old.bin").toPath();
    Files.write(target, new byte[100]);
    AtomicFile.write(target, new byte[] {4, 5});
    assertThat(Files.readAllBytes(target)).containsExactly(4, 5);
    assertThat(folder.getRoot().list()).containsExactly("old.bin");
  }

  @Test
  public void write_existingFile_isReplaced() throws IOException {
    Path target = folder.newFile("old.bin").toPath();
    Files.write(target, new byte[100]);
    AtomicFile.write(
        target, channel -> Buffers.writeFully(channel, ByteBuffer.wrap(new byte[] {1})));
    assertThat(Files.readAllBytes(target)).containsExactly(1);
  }

  @Test
  public void write_contentThrowsHalfWay_keepsTheOldFileAlone() throws IOException {
    Path target = folder.newFile("old.bin").toPath();
    Files.write(target, new byte[] {9});
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    channel -> {
                      Buffers.writeFully(channel, ByteBuffer.wrap(new byte[1000]));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(Files.readAllBytes(target)).containsExactly(9);
    assertThat(folder.getRoot().list()).containsExactly("old.bin");
  }

  @Test
  public void write_whereNoneCanBe_isRefusedByTheNameOfTheTarget() throws IOException {
    Path missing = folder.getRoot().toPath().resolve("missing/new.bin");
    Path nonEmpty = folder.newFolder("full").toPath();
    Files.createFile(nonEmpty.resolve("a"));
    assertThatThrownBy(() -> AtomicFile.write(missing, new byte[1]))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": cannot be written: no such folder");
    assertThatThrownBy(() -> AtomicFile.write(nonEmpty, new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(nonEmpty + ": cannot be written: ")
        .hasMessageNotContaining(".tmp");
    assertThat(folder.getRoot().list()).containsExactly("full");
  }

  @Test
  public void requireWritable_saysBeforeTheWorkWhatAWriteWouldMeet() throws IOException {
    Path root = folder.getRoot().toPath();
    Path file = folder.newFile("old.bin").toPath();
    AtomicFile.requireWritable(file);
    AtomicFile.requireWritable(root.resolve("new.bin"));
    String[][] refused = {
      {"", ": expected a file to write but found a folder"},
      {"none/new.bin", ": expected a folder to write it into but found none at " + root + "/none"},
      {"old.bin/new.bin", ": expected a folder to write it into but found none at " + file},
      {"n".repeat(250), ": cannot be written: File name too long"},
    };
    for (String[] row : refused) {
      Path target = root.resolve(row[0]);
      assertThatThrownBy(() -> AtomicFile.requireWritable(target))
          .as(row[0])
          .isInstanceOf(IOException.class)
          .hasMessage(target + row[1]);
    }
    assertThat(folder.getRoot().list()).containsExactly("old.bin");
  }

  @Test
  public void deleteLeftovers_ofOneTarget_leavesAllOtherFiles() throws IOException {
    String uuid = "-0000-4000-8000-000000000000";
    folder.newFile(".a.jsonl.00000000" + uuid + ".tmp");
    folder.newFile(".a.jsonl.00000001" + uuid + ".tmp");
    folder.newFile(".a.jsonl.gz.00000000" + uuid + ".tmp");
    folder.newFile("a.jsonl");
    folder.newFile(".a.jsonl.notes.tmp");
    AtomicFile.deleteLeftovers(folder.getRoot().toPath().resolve("a.jsonl"));
    assertThat(folder.getRoot().list())
        .containsExactlyInAnyOrder(
            ".a.jsonl.gz.00000000" + uuid + ".tmp", "a.jsonl", ".a.jsonl.notes.tmp");
  }

  @Test
  public void isLeftover_whatAWriteWasAbout_andNothingElse() throws IOException {
    Path target = folder.getRoot().toPath().resolve("a.jsonl");
    List<Path> seen = new ArrayList<>();
    AtomicFile.write(
        target,
        channel -> {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.getRoot().toPath())) {
            files.forEach(seen::add);
          }
        });

    assertThat(seen).hasSize(1).allMatch(AtomicFile::isLeftover);
    for (String other : List.of("a.jsonl", ".a.jsonl.notes.tmp", ".tmp", "a.tmp")) {
      assertThat(AtomicFile.isLeftover(target.resolveSibling(other))).as(other).isFalse();
    }
  }

  @Test
  public void write_folderMissing_isRefused() {
    Path target = folder.getRoot().toPath().resolve("nowhere").resolve("file");
    assertThatThrownBy(() -> AtomicFile.write(target, channel -> {}))
        .isInstanceOf(NoSuchFileException.class);
  }
}
