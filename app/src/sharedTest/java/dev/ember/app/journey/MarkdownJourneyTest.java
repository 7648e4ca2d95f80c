package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static dev.ember.app.journey.SourceMatcher.withSource;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Turn;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.decode.FinishReason;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** An answer with code, of which no model that is small enough for a journey is sure to write. */
@RunWith(AndroidJUnit4.class)
public final class MarkdownJourneyTest {
  private static final String CODE = "words.sort(null);\nprint(words);";
  private static final String ANSWER =
      "Sort **each** list:\n\n```java\n" + CODE + "\n```\n### What happens\n";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void answerWithCode_opened_isDrawnAndItsCodeIsCopiedAlone() {
    keep("How do I sort words?", ANSWER);
    app.openChat();
    app.see(allOf(withId(R.id.answer), withSource(ANSWER)));
    app.see(withText("Sort each list:")); // whose marks are drawn
    app.see(withText("What happens"));
    app.see(allOf(withId(R.id.code_language), withText("Java")));
    app.see(allOf(withId(R.id.code_text), withText(CODE)));

    app.click(withId(R.id.code_copy));
    assertThat(Clipboard.text(app), equalTo(CODE));
    app.click(withId(R.id.copy));
    assertThat(Clipboard.text(app), equalTo(ANSWER));
  }

  private void keep(String question, String answer) {
    app.onActivity(
        activity -> {
          AppScope scope = AppScope.of(activity);
          scope.executors().disk().execute(() -> keep(question, answer, scope.repository()));
        });
  }

  private static void keep(String question, String answer, ChatRepository chats) {
    Turn turn = Objects.requireNonNull(chats.turns().ask(chats.createChat(), question), question);
    AnswerCost cost = new AnswerCost(FinishReason.STOP, 1, 0, 1, 1);
    chats
        .turns()
        .finish(
            turn.answerId(),
            new AnswerEnd(MessageStatus.COMPLETE, answer, 1, cost, null, null));
  }
}
