package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.app.engine.RiskyLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LoadGuardTest {
  private static final String ID = "abc";
  private static final long NEEDED = 100;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path mark;
  private long free = NEEDED;

  @Before
  public void chooseAPlace() {
    mark = folder.getRoot().toPath().resolve("new").resolve("loading");
  }

  @Test
  public void load_thatEnds_leavesNoMark() throws IOException {
    assertThat(guard().<String>run(ID, NEEDED, this::marked)).isEqualTo(ID);
    assertThat(mark).doesNotExist();
  }

  @Test
  public void forgive_knownDeath_loadsWithoutAsking() throws IOException {
    Files.createDirectories(mark.getParent());
    Files.write(mark, ID.getBytes(UTF_8));
    LoadGuard guard = guard();
    guard.forgive("another");
    assertThat(mark).exists();
    guard.forgive(ID);
    assertThat(guard.<String>run(ID, NEEDED, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void load_thatThrows_hasNotKilledTheProcess() throws IOException {
    assertThatThrownBy(() -> guard().<String>run(ID, NEEDED, this::damaged)).hasMessage("damaged");

    assertThat(guard().<String>run(ID, NEEDED, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void processDiedWhileLoading_isSaidOnceAndThenTriedAgain() throws IOException {
    leaveMark(ID);
    LoadGuard next = guard();

    assertThatThrownBy(() -> next.<String>run(ID, NEEDED, () -> "loaded"))
        .isInstanceOf(RiskyLoadException.class)
        .hasMessageContaining("the last process ended");
    assertThat(next.<String>run(ID, NEEDED, () -> "loaded")).isEqualTo("loaded");
    assertThat(mark).doesNotExist();
  }

  @Test
  public void processDiedWhileLoadingAnotherModel_isNoReason() throws IOException {
    leaveMark("other");

    assertThat(guard().<String>run(ID, NEEDED, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void memory_tooLittle_isAWarningAndNotAWall() throws IOException {
    free = NEEDED - 1;
    LoadGuard guard = guard();

    assertThatThrownBy(() -> guard.<String>run(ID, NEEDED, () -> "loaded"))
        .isInstanceOf(RiskyLoadException.class)
        .hasMessage("expected 100 bytes of free memory but found 99");
    assertThat(guard.<String>run(ID, NEEDED, () -> "loaded")).isEqualTo("loaded");
  }

  private LoadGuard guard() {
    return new LoadGuard(mark, () -> free);
  }

  private String marked() throws IOException {
    return new String(Files.readAllBytes(mark), UTF_8);
  }

  private String damaged() throws IOException {
    throw new IOException("damaged");
  }

  private void leaveMark(String id) throws IOException {
    Files.createDirectories(mark.getParent());
    Files.write(mark, id.getBytes(UTF_8));
  }
}
