package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.background.ScriptedConversation.Chat;
import dev.ember.app.background.ScriptedConversation.Row;
import dev.ember.app.background.ScriptedConversation.Stage;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.testing.AppRule;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * The process dies at more than 200 points of {@link ScriptedConversation} and is started again
 * over the same file each time; whatever the app had promised by then is there. Promised are: a
 * draft, the wording of an edit and a file once they are stored; a question from the moment it is
 * sent, as a message or still as the draft; of an answer all but the last half second, marked as
 * interrupted; an answer that has ended, whole; of any other wish all or nothing, and all once it
 * is stored. Nothing else may have changed.
 *
 * <p>What is stored after a stage is read from a process that went on in peace, or where something
 * was deleted from one that ended so; two tests hold that against the script itself.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class KillTest {
  private static final int FEWEST_POINTS = 200;

  /** What a killed process may lose of an answer, in tokens at this pace; one more is in flight. */
  private static final int LOST_TOKENS = 500 / ScriptedConversation.TOKEN_MS + 2;

  @Rule public final AppRule app = new AppRule();

  /** After each stage, in peace. */
  private final Map<Stage, List<Chat>> after = new EnumMap<>(Stage.class);

  private List<Chat> beforeAll = List.of();

  /** Where in a stage the process dies. */
  private enum Moment {
    /** A question stands in the composer to be reworded. */
    EDITED,
    /** A file lies beside an empty composer. */
    ATTACHED,
    TYPED,
    SENT,
    WRITING,
    ENDED
  }

  /**
   * A point of the conversation, no two alike.
   *
   * @param tokens that are written, of {@link Moment#WRITING}
   */
  private record Point(Stage stage, Moment moment, int tokens) {}

  /** A conversation that was broken off, and what was found of it then. */
  private record Broken(Point point, ScriptedConversation conversation, List<Chat> found) {}

  @Before
  public void converseInPeace() {
    ScriptedConversation untouched = ScriptedConversation.begin(app);
    app.restart();
    beforeAll = untouched.stored();
    ScriptedConversation whole = ScriptedConversation.begin(app);
    for (Stage stage : Stage.values()) {
      whole.finish(stage);
      after.put(stage, whole.soFar());
    }
    app.restart(); // the next conversation has a model of its own
    for (Stage stage : List.of(Stage.DELETE_A_MESSAGE, Stage.DELETE_THE_BRANCH)) {
      ScriptedConversation conversation = ScriptedConversation.begin(app).upTo(stage);
      conversation.finish(stage);
      app.restart(); // from here on it cannot come back
      app.settle();
      after.put(stage, conversation.stored());
    }
  }

  @Test
  public void kill_atTwoHundredPoints_losesNothingThatWasPromised() {
    List<Point> points = points();
    assertThat(points).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(FEWEST_POINTS);
    List<Broken> all = new ArrayList<>();
    for (Point point : points) {
      ScriptedConversation conversation = converseUntil(point);
      app.killAndRestart();
      app.settle();
      List<Chat> found = conversation.stored();
      check(point, found);
      all.add(new Broken(point, conversation, found));
    }
    for (Broken earlier : all) { // nor did a later death take what an earlier one had left
      assertThat(earlier.conversation().stored())
          .as(earlier.point().toString())
          .isEqualTo(earlier.found());
    }
  }

  @Test
  public void script_toItsEnd_hasEveryWordOfIt() {
    List<Chat> beforeTheLast = Objects.requireNonNull(after.get(Stage.ASK_ONCE_MORE));
    assertThat(beforeTheLast).hasSize(2);
    assertThat(bodies(beforeTheLast.get(0)))
        .containsExactly(
            "What is a lamp?",
            "A thing that gives light.",
            "And oil?\n\n" + ScriptedConversation.FILE,
            "It is what a lamp eats.",
            "And a wick?",
            "It drinks the oil for it.",
            "A string that will not burn.",
            "Who lit it?",
            bodies(beforeTheLast.get(0)).get(8), // as far as it came, and what it went on with
            "Is it on?",
            "It is on, and it is warm.");
    assertThat(bodies(beforeTheLast.get(0)).get(8))
        .startsWith("Nobody ")
        .endsWith(" It was dark before it.");
    assertThat(bodies(beforeTheLast.get(1)))
        .containsExactly(
            "What is a lamp?",
            "A thing that gives light.",
            "And then?",
            "Then the sun came up.",
            "Why?",
            "It always does so.");
    assertThat(after.get(Stage.DELETE_THE_BRANCH)).containsExactly(beforeTheLast.get(0));
  }

  @Test
  public void script_choosesPinsRenamesStopsAndDeletes() {
    assertThat(chat(Stage.AGAIN).rows().get(5).active()).isFalse();
    assertThat(chat(Stage.CHOOSE_THE_FIRST).rows().get(5).active()).isTrue();
    assertThat(chat(Stage.RENAME).rows().get(0).pinned()).isTrue();
    assertThat(chat(Stage.RENAME).title()).isEqualTo("All about lamps");
    assertThat(chat(Stage.ASK_AND_STOP).rows().get(8).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(chat(Stage.DELETE_A_MESSAGE).rows())
        .isEqualTo(chat(Stage.GO_ON).rows().subList(0, 8));
    assertThat(chat(Stage.BRING_IT_BACK)).isEqualTo(chat(Stage.GO_ON));
  }

  private Chat chat(Stage stage) {
    return Objects.requireNonNull(after.get(stage)).get(0);
  }

  private static List<String> bodies(Chat chat) {
    List<String> bodies = new ArrayList<>();
    chat.rows().forEach(row -> bodies.add(row.body()));
    return bodies;
  }

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (stage.isEdit()) {
        points.add(new Point(stage, Moment.EDITED, 0));
      }
      if (stage.hasFile()) {
        points.add(new Point(stage, Moment.ATTACHED, 0));
      }
      if (stage.isTyped()) {
        points.add(new Point(stage, Moment.TYPED, 0));
      }
      points.add(new Point(stage, Moment.SENT, 0));
      if (stage.isAnswered()) {
        for (int tokens = 0; tokens < stage.tokens(); tokens++) {
          points.add(new Point(stage, Moment.WRITING, tokens));
        }
      }
      points.add(new Point(stage, Moment.ENDED, 0));
    }
    return points;
  }

  private ScriptedConversation converseUntil(Point point) {
    ScriptedConversation conversation = ScriptedConversation.begin(app).upTo(point.stage());
    switch (point.moment()) {
      case EDITED -> conversation.beginEdit(point.stage());
      case ATTACHED -> conversation.attach(point.stage());
      case TYPED -> conversation.type(point.stage());
      case SENT -> conversation.send(point.stage());
      case WRITING -> conversation.write(point.stage(), point.tokens());
      case ENDED -> conversation.finish(point.stage());
    }
    return conversation;
  }

  private void check(Point point, List<Chat> found) {
    List<Chat> whole = Objects.requireNonNull(after.get(point.stage()));
    List<Chat> nothing = before(point.stage());
    switch (point.moment()) {
      case EDITED -> {
        String asked = nothing.get(0).rows().get(ScriptedConversation.EDITED).body();
        assertThat(found)
            .as(point.toString())
            .containsExactly(nothing.get(0).typed(point.stage(), asked));
      }
      case ATTACHED ->
          assertThat(found)
              .as(point.toString())
              .containsExactly(nothing.get(0).attached(point.stage()));
      case TYPED -> assertThat(found).as(point.toString()).isEqualTo(typed(point.stage(), nothing));
      case SENT -> {
        if (!point.stage().isAnswered()) {
          assertThat(found).as(point.toString()).isIn(nothing, whole);
        } else if (!found.equals(typed(point.stage(), nothing))) {
          checkBrokenOff(point, found, whole);
        }
      }
      case WRITING -> checkBrokenOff(point, found, whole);
      case ENDED -> assertThat(found).as(point.toString()).isEqualTo(whole);
    }
  }

  private List<Chat> before(Stage stage) {
    return stage.ordinal() == 0
        ? beforeAll
        : Objects.requireNonNull(after.get(Stage.values()[stage.ordinal() - 1]));
  }

  /** The same with what was typed, in the chat that it was typed in: the newest. */
  private static List<Chat> typed(Stage stage, List<Chat> chats) {
    if (!stage.isTyped()) {
      return chats;
    }
    boolean inTheBranch = stage == Stage.ASK_IN_THE_BRANCH || stage == Stage.ASK_ON_IN_THE_BRANCH;
    List<Chat> typed = new ArrayList<>(chats);
    int place = inTheBranch ? 1 : 0;
    typed.set(place, typed.get(place).attached(stage).typed(stage, stage.question()));
    return typed;
  }

  /** All is there but the end of one answer, which says so. */
  private void checkBrokenOff(Point point, List<Chat> found, List<Chat> whole) {
    String at = point.toString();
    assertThat(found).as(at).hasSameSizeAs(whole);
    int broken = 0;
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).title()).as(at).isEqualTo(whole.get(i).title());
      assertThat(found.get(i).draft()).as(at).isEqualTo(whole.get(i).draft());
      assertThat(found.get(i).edit()).as(at).isEqualTo(whole.get(i).edit());
      assertThat(found.get(i).file()).as(at).isEqualTo(whole.get(i).file());
      List<Row> rows = found.get(i).rows();
      assertThat(rows).as(at).hasSameSizeAs(whole.get(i).rows());
      for (int row = 0; row < rows.size(); row++) {
        Row end = whole.get(i).rows().get(row);
        if (!rows.get(row).equals(end)) {
          broken++;
          checkPart(point, rows.get(row), end, begun(point.stage(), i, row));
        }
      }
    }
    assertThat(broken).as(at).isEqualTo(1);
  }

  /** What stood there before the stage; an empty row if nothing did. */
  private Row begun(Stage stage, int chat, int row) {
    List<Chat> before = before(stage);
    boolean there = chat < before.size() && row < before.get(chat).rows().size();
    return there
        ? before.get(chat).rows().get(row)
        : new Row(Role.ASSISTANT, "", MessageStatus.STREAMING, 0, true, false, -1);
  }

  private static void checkPart(Point point, Row part, Row whole, Row begun) {
    String at = point.toString();
    assertThat(part.status()).as(at).isEqualTo(MessageStatus.INTERRUPTED);
    assertThat(whole.body()).as(at).startsWith(part.body());
    assertThat(part.body()).as(at).startsWith(begun.body());
    int least = Math.max(0, point.tokens() - LOST_TOKENS);
    assertThat(part.tokens()).as(at).isGreaterThanOrEqualTo(begun.tokens() + least);
    // A token is counted just before its text arrives; the save may fall in between.
    int ahead = begun.tokens() - begun.body().length();
    assertThat(part.tokens() - part.body().length()).as(at).isBetween(ahead, ahead + 1);
    assertThat(part)
        .as(at)
        .isEqualTo(
            new Row(
                whole.role(),
                part.body(),
                part.status(),
                part.tokens(),
                whole.active(),
                whole.pinned(),
                whole.parent()));
  }
}
