package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.window.WindowSight.Part;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.chat.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@link WindowTask} of chats whose questions were deleted. */
public final class WindowTaskTest {
  private static final Tuple OPENING = tuple(Part.OPENING, "");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void run_answerWhoseQuestionWasDeleted_isNoChatToLookAt() throws IOException, LabRefusal {
    assertThat(look(List.of(row(2, Role.ASSISTANT, "Because."))).parts())
        .extracting(WindowSight.Seen::part, WindowSight.Seen::text)
        .containsExactly(tuple(Part.USER, "Hello"), OPENING);
  }

  @Test
  public void run_answerBeforeTheFirstQuestion_isNotSeen() throws IOException, LabRefusal {
    List<MessageEntity> rows =
        List.of(row(2, Role.ASSISTANT, "Because."), row(3, Role.USER, "And?"));

    assertThat(look(rows).parts())
        .extracting(WindowSight.Seen::part, WindowSight.Seen::text)
        .containsExactly(tuple(Part.USER, "And?"), OPENING);
  }

  private WindowSight look(List<MessageEntity> rows) throws IOException, LabRefusal {
    WindowTask task = new WindowTask(rows, "Hello", AnswerSettings.NONE, ModelTuning.NONE, null);
    try (OpenModel model =
        OpenModel.open(
            RunnableBundle.write(folder.getRoot().toPath().resolve("a.ember"), Map.of()))) {
      return task.run(model, new LookAlone().progress());
    }
  }

  private static MessageEntity row(long id, Role role, String body) {
    MessageStatus status = MessageStatus.COMPLETE;
    return new MessageEntity(
        id, 1, id - 1, true, role, body, status, 0, null, null, null, 0, false, null);
  }
}
