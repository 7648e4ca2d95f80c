package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * The process dies at 200 points of a conversation and is started again over the same file each
 * time; whatever the app had promised by then is there. Promised are: a draft once it is stored; a
 * question from the moment it is sent, as a message or still as the draft; of an answer all but the
 * last half second, marked as interrupted; an answer that has ended, whole.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class KillTest {
  private static final int POINTS = 200;
  private static final int TOKEN_MS = 40;

  /** What a killed process may lose of an answer, in tokens at this pace; one more is in flight. */
  private static final int LOST_TOKENS = 500 / TOKEN_MS + 2;

  private static final String ANSWER = "A lamp learned to talk.";

  /** Points before the model reads, points while it writes, and one after the end. */
  private static final int DRAFTED = 0;

  private static final int SENT = 1;
  private static final int FIRST_TOKEN = 2;
  private static final int ENDED = FIRST_TOKEN + ANSWER.length();
  private static final int POINTS_A_ROUND = ENDED + 1;

  @Rule public final AppRule app = new AppRule();

  /** What one chat must still say. */
  private record Promise(long chatId, int point, String question, int leastTokens) {}

  @Test
  public void kill_atTwoHundredPoints_losesNothingThatWasPromised() {
    List<Promise> promises = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      Promise promise = converseUntil(i % POINTS_A_ROUND, "Question " + i);
      app.killAndRestart();
      promises.add(promise);
      check(promise);
    }
    assertThat(promises).hasSize(POINTS);
    promises.forEach(this::check); // nor did a later death take what an earlier one had left
  }

  private Promise converseUntil(int point, String question) {
    FakeModel model = new FakeModel().answers(ANSWER);
    app.model(model);
    long chatId =
        app.onDisk(
            () -> {
              long id = app.repository().createChat();
              app.repository().saveDraft(id, question);
              return id;
            });
    if (point == DRAFTED) {
      return new Promise(chatId, point, question, 0);
    }
    Steps steps = model.stepByStep();
    assertThat(app.engine().send(chatId, question)).isTrue();
    if (point == SENT) {
      return new Promise(chatId, point, question, 0);
    }
    steps.awaitFirst();
    app.settleAround();
    if (point == ENDED) {
      steps.release();
      app.settle();
      return new Promise(chatId, point, question, ANSWER.length());
    }
    int tokens = point - FIRST_TOKEN;
    for (int i = 0; i < tokens; i++) {
      steps.step(1);
      app.advance(TOKEN_MS);
    }
    app.settleAround();
    return new Promise(chatId, point, question, Math.max(0, tokens - LOST_TOKENS));
  }

  private void check(Promise promise) {
    String at = "point " + promise.point() + ", " + promise.question();
    List<MessageEntity> messages = app.messages(promise.chatId());
    String draft = app.onDisk(() -> app.repository().draft(promise.chatId()));
    if (promise.point() == DRAFTED || messages.isEmpty()) {
      assertThat(promise.point()).as(at).isLessThan(FIRST_TOKEN);
      assertThat(draft).as(at).isEqualTo(promise.question());
      return;
    }
    assertThat(draft).as(at).isEmpty();
    assertThat(messages).as(at).hasSize(2);
    assertThat(messages.get(0).body()).as(at).isEqualTo(promise.question());
    MessageEntity answer = messages.get(1);
    assertThat(ANSWER).as(at).startsWith(answer.body());
    // A token is counted just before its text arrives; the save may fall in between.
    assertThat(answer.tokens() - answer.body().length()).as(at).isBetween(0, 1);
    assertThat(answer.tokens()).as(at).isGreaterThanOrEqualTo(promise.leastTokens());
    assertThat(answer.status())
        .as(at)
        .isEqualTo(promise.point() == ENDED ? MessageStatus.COMPLETE : MessageStatus.INTERRUPTED);
  }
}
