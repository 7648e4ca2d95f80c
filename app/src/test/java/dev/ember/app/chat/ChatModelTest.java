package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.lifecycle.ViewModelStore;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.IdleStudy;
import dev.ember.app.testing.Steps;
import java.io.IOException;
import java.util.Objects;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a chat says of its model while the engine has another. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ChatModelTest {
  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private final ViewModelStore store = new ViewModelStore();
  private ChatViewModel chat;

  @Before
  public void open() {
    chat = open(app.onDisk(() -> app.repository().createChat()));
  }

  @After
  public void leave() {
    store.clear();
  }

  @Test
  public void model_anotherIsMeasuredMeanwhile_meterStays() {
    app.settle();
    chat.send("Why?");
    app.settle();
    ContextMeter meter = Objects.requireNonNull(state(chat).meter());

    app.engine().study("another", new IdleStudy());
    app.settle();

    assertThat(state(chat).model().state()).isEqualTo(new ModelState.NotLoaded());
    assertThat(Objects.requireNonNull(state(chat).model().ready()).id()).isEmpty();
    assertThat(state(chat).meter()).isEqualTo(meter);
  }

  @Test
  public void model_anotherChatIsAnsweredByAnother_isNeitherThatNorReady() {
    app.settle();
    Steps steps = model.stepByStep();
    chat.send("Why?");
    steps.awaitFirst();
    long second = app.newChat("Second");
    model.answersBy(second, "large");

    ChatViewModel waiting = open(second);
    app.settleAround();
    ChatState waits = state(waiting);
    steps.release();
    app.settle();

    assertThat(waits.model())
        .isEqualTo(new ChatModel("large", "", new ModelState.NotLoaded(), null));
    assertThat(waits.sampling()).isNull();
    assertThat(state(waiting).model().state()).isInstanceOf(ModelState.Ready.class);
    assertThat(state(waiting).model().id()).isEqualTo("large");
    assertThat(state(chat).model().state()).isEqualTo(new ModelState.NotLoaded());
  }

  @Test
  public void model_anotherDoesNotLoad_isNotSaidOfTheChats() {
    app.settle();
    model.failToLoad(new IOException("no space left"));

    app.engine().look("another", new FailedLook());
    app.settle();
    assertThat(app.engine().model().getValue()).isInstanceOf(ModelState.Failed.class);
    assertThat(state(chat).model().state()).isEqualTo(new ModelState.NotLoaded());

    chat.reloadModel();
    app.settle();
    assertThat(state(chat).model().state()).isInstanceOf(ModelState.Failed.class);
  }

  /** Which sees nothing. */
  private static final class FailedLook implements AnswerLook {
    @Override
    public void look(Sight sight) {
      throw new AssertionError("expected a model that does not load");
    }

    @Override
    public void failed(ModelState.Failed failure) {}
  }

  private ChatViewModel open(long chatId) {
    ChatViewModel made = new ChatViewModel(app.scope());
    store.put("chat " + chatId, made);
    made.state().observeForever(screen -> {});
    made.open(chatId);
    return made;
  }

  private static ChatState state(ChatViewModel chat) {
    return (ChatState) Objects.requireNonNull(chat.state().getValue());
  }
}
