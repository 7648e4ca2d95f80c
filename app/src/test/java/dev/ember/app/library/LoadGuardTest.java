package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.app.engine.LastExit;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LoadGuardTest {
  private static final LoadRisk.Parts PARTS = new LoadRisk.Parts(5, 2, 1);
  private static final String ID = "abc";
  private static final long NEEDED = 100;
  private static final long HALVED = 70;
  private static final int DEAD = 41;
  private static final int OWN = 42;
  private static final long DIED_MS = 1_700_000_000_000L;
  private static final int HALF = 256;
  private static final LoadGuard.Subject MODEL =
      new LoadGuard.Subject(ID, NEEDED, HALVED, HALF, false, PARTS);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<Integer, LastExit.Exit> exits = new HashMap<>();
  private Path mark;
  private long free = NEEDED;

  @Before
  public void chooseAPlace() {
    mark = folder.getRoot().toPath().resolve("new").resolve("loading");
  }

  @Test
  public void load_thatEnds_leavesNoMark() throws IOException {
    assertThat(guard().<String>run(MODEL, this::marked)).isEqualTo(ID + " LOADING " + OWN);
    assertThat(mark).doesNotExist();
  }

  @Test
  public void forgive_knownDeath_loadsWithoutAsking() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    LoadGuard guard = guard();
    guard.forgive("another");
    assertThat(mark).exists();
    guard.forgive(ID);
    assertThat(guard.<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void consent_toWhatNobodyWasTold_isNone() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    LoadGuard guard = guard();

    guard.consent(ID);

    assertThat(died(guard, MODEL).answering()).isFalse();
  }

  @Test
  public void consent_toADeath_isNoneToTooLittleMemory() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    free = NEEDED - 1;
    LoadGuard guard = guard();
    died(guard, MODEL);

    guard.consent(ID);

    assertThatThrownBy(() -> guard.<String>run(MODEL, () -> "loaded"))
        .hasMessage("expected 100 bytes of free memory but found 99");
  }

  @Test
  public void consentToLess_afterADeath_asksOnceWhetherLessFits() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    free = HALVED - 1;
    LoadGuard guard = guard();
    died(guard, MODEL);

    guard.consentToLess(ID);
    LoadGuard.Subject halved = new LoadGuard.Subject(ID, HALVED, HALVED, HALF, false, null);
    assertThat(little(guard, halved))
        .isEqualTo(new LoadRisk.LittleMemory(HALVED, HALVED - 1, null));
    guard.consentToLess(ID);
    assertThat(little(guard, halved).smallerWindow()).as("still asked").isNull();
    guard.consent(ID);
    assertThat(guard.<String>run(halved, () -> "loaded")).isEqualTo("loaded");
  }

  private static LoadRisk.LittleMemory little(LoadGuard guard, LoadGuard.Subject subject) {
    RiskyLoadException warning =
        catchThrowableOfType(
            RiskyLoadException.class, () -> guard.<String>run(subject, () -> "loaded"));
    return (LoadRisk.LittleMemory) Objects.requireNonNull(warning).risk();
  }

  @Test
  public void forgive_markThatLiesAside_leavesAnotherModelsWhereItIs() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    guard()
        .run(
            new LoadGuard.Subject("other", 0, 0, HALF, false, null),
            () -> "loaded"); // puts it aside
    leaveMark("other", Mark.Doing.LOADING);
    LoadGuard guard = guard();

    guard.forgive(ID);

    assertThat(died(guard, new LoadGuard.Subject("other", 0, 0, HALF, false, null)).answering())
        .isFalse();
    assertThat(guard.<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void load_thatThrows_hasNotKilledTheProcess() throws IOException {
    assertThatThrownBy(() -> guard().<String>run(MODEL, this::damaged)).hasMessage("damaged");

    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void processDiedWhileLoading_isSaidUntilItsUserWantsItAllTheSame() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    LoadGuard next = guard();
    LoadRisk.Died death = new LoadRisk.Died(LoadRisk.Cause.UNKNOWN, DIED_MS, false, false, HALF);

    assertThat(died(next, MODEL)).isEqualTo(death);
    assertThat(died(next, MODEL)).as("a message, another chat").isEqualTo(death);
    next.consent("another");
    assertThat(died(next, MODEL)).isEqualTo(death);
    next.consent(ID);
    assertThat(next.<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
    assertThat(mark).doesNotExist();
  }

  @Test
  public void processDied_phoneKnowsHow_saysWhatAndWhen() throws IOException {
    leaveMark(ID, Mark.Doing.ANSWERING);
    exits.put(DEAD, new LastExit.Exit(false, LoadRisk.Cause.MEMORY, DIED_MS + 7));
    LoadGuard.Subject onTheGpu = new LoadGuard.Subject(ID, NEEDED, HALVED, HALF, true, null);

    assertThat(died(guard(), onTheGpu))
        .isEqualTo(new LoadRisk.Died(LoadRisk.Cause.MEMORY, DIED_MS + 7, true, true, HALF));
  }

  @Test
  public void processSwipedAwayWhileLoading_isNotTheModelsFault() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    exits.put(DEAD, new LastExit.Exit(true, LoadRisk.Cause.UNKNOWN, DIED_MS));

    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void processLeftTheScreenWhileLoading_phoneDoesNotSayHowItEnded_isNotTheModelsFault()
      throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    presence(DEAD).left();
    presence(OWN).back(); // the next one is on the screen before it loads anything

    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
    assertThat(mark).doesNotExist();
  }

  @Test
  public void processCameBackToTheScreenAndDied_isStillAsked() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    presence(DEAD).left();
    presence(DEAD).back();

    assertThat(died(guard(), MODEL).answering()).isFalse();
  }

  @Test
  public void processLeftTheScreenWhileAnswering_isStillAsked() throws IOException {
    leaveMark(ID, Mark.Doing.ANSWERING);
    presence(DEAD).left();

    assertThat(died(guard(), MODEL).answering()).isTrue();
  }

  @Test
  public void processLeftTheScreen_phoneSaysThatItCrashed_isAsked() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    presence(DEAD).left();
    exits.put(DEAD, new LastExit.Exit(false, LoadRisk.Cause.CRASH, DIED_MS));

    assertThat(died(guard(), MODEL).cause()).isEqualTo(LoadRisk.Cause.CRASH);
  }

  @Test
  public void anotherProcessLeftTheScreen_isNoExcuse() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    presence(DEAD + 1).left();

    assertThat(died(guard(), MODEL).answering()).isFalse();
  }

  @Test
  public void processAfterTheDead_endedInPeace_doesNotHideTheDeath() throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    exits.put(DEAD + 100, new LastExit.Exit(true, LoadRisk.Cause.UNKNOWN, DIED_MS));

    assertThat(died(guard(), MODEL).answering()).isFalse();
  }

  @Test
  public void processDiedWhileLoadingAnotherModel_isNoReason() throws IOException {
    leaveMark("other", Mark.Doing.LOADING);

    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void processDiedWhileLoading_anotherIsLoadedMeanwhile_isStillAskedUntilItEnds()
      throws IOException {
    leaveMark(ID, Mark.Doing.LOADING);
    LoadGuard.Subject other = new LoadGuard.Subject("other", 0, 0, HALF, false, null);

    assertThat(guard().<String>run(other, () -> "loaded")).isEqualTo("loaded");
    assertThat(mark).doesNotExist();
    LoadGuard next = guard();
    died(next, MODEL);
    next.consent(ID);
    assertThat(next.<String>run(MODEL, () -> "loaded")).as("as its user wants").isEqualTo("loaded");
    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void mark_ofAnOlderApp_isStillAsked() throws IOException {
    Files.createDirectories(mark.getParent());
    Files.write(mark, ID.getBytes(UTF_8));
    assertThat(died(guard(), MODEL).answering()).isFalse();
  }

  @Test
  public void mark_thatCannotBeWritten_isNoReasonNotToLoad() throws IOException {
    mark = folder.newFile("full").toPath().resolve("loading");

    assertThat(guard().<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
    assertThatThrownBy(() -> guard().<String>run(MODEL, this::damaged)).hasMessage("damaged");
  }

  @Test
  public void memory_tooLittle_isAWarningWithItsSumAndNotAWall() throws IOException {
    free = NEEDED - 1;
    LoadGuard guard = guard();

    RiskyLoadException warning =
        catchThrowableOfType(
            RiskyLoadException.class, () -> guard.<String>run(MODEL, () -> "loaded"));
    assertThat(warning).hasMessage("expected 100 bytes of free memory but found 99");
    assertThat(warning.risk())
        .isEqualTo(new LoadRisk.LittleMemory(NEEDED, NEEDED - 1, HALF, PARTS));
    assertThatThrownBy(() -> guard.<String>run(MODEL, () -> "loaded"))
        .isInstanceOf(RiskyLoadException.class);
    guard.consent(ID);
    assertThat(guard.<String>run(MODEL, () -> "loaded")).isEqualTo("loaded");
  }

  @Test
  public void firstPrompt_eachStep_isMarkedUntilThereAreLogits() throws IOException {
    FakeBackend model = new FakeBackend(config());
    List<Boolean> marked = new ArrayList<>();
    model.beforeDecode(call -> marked.add(Files.exists(mark)));
    try (Backend watched = guard().watch(ID, model);
        KvCache cache = watched.newCache()) {
      assertThat(mark).doesNotExist();
      watched.prefill(new int[] {1, 2}, 2, cache);
      assertThat(mark).doesNotExist();
      float[] logits = new float[config().vocabulary()]; // [V]
      watched.decode(3, cache, logits);
      watched.decode(4, cache, logits);
    }
    assertThat(marked).containsExactly(true, false);
    assertThat(mark).doesNotExist();
  }

  @Test
  public void firstPrompt_stepThrows_hasNotKilledTheProcess() {
    FakeBackend model = new FakeBackend(config());
    model.beforeDecode(
        call -> {
          throw new IllegalStateException("no such operation");
        });
    try (Backend watched = guard().watch(ID, model);
        KvCache cache = watched.newCache()) {
      float[] logits = new float[config().vocabulary()]; // [V]
      assertThatThrownBy(() -> watched.decode(3, cache, logits)).hasMessage("no such operation");
    }
    assertThat(mark).doesNotExist();
  }

  private static DecoderConfig config() {
    return DecoderConfig.llama(8, 16)
        .hidden(4)
        .layers(1)
        .heads(1, 1)
        .headSize(4)
        .feedForward(4)
        .tied(true)
        .build();
  }

  private LoadGuard guard() {
    return new LoadGuard(mark, () -> free, new LoadGuard.Deaths(OWN, exits::get), presence(OWN));
  }

  private Presence presence(int process) {
    return new Presence(mark.resolveSibling("away"), process);
  }

  private static LoadRisk.Died died(LoadGuard guard, LoadGuard.Subject subject) {
    RiskyLoadException warning =
        catchThrowableOfType(
            RiskyLoadException.class, () -> guard.<String>run(subject, () -> "loaded"));
    assertThat(warning).hasMessageContaining(" ended while it ");
    return (LoadRisk.Died) Objects.requireNonNull(warning).risk();
  }

  private String marked() throws IOException {
    Mark left = Objects.requireNonNull(Mark.read(mark));
    return left.id() + " " + left.doing() + " " + left.pid();
  }

  private String damaged() throws IOException {
    throw new IOException("damaged");
  }

  private void leaveMark(String id, Mark.Doing doing) throws IOException {
    Mark.write(mark, id, doing, DEAD);
    Files.setLastModifiedTime(mark, FileTime.fromMillis(DIED_MS));
  }
}
