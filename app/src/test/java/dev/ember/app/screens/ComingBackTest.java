package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.ChatViewModel;
import dev.ember.app.chats.ChatListState;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A chat under another page: its branch, its place and its end are what they were. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ComingBackTest {
  private static final String ANSWER = "I am a small lamp.";
  private static final String QUESTION = "Who are you? ".repeat(30);

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void start() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(() -> ScriptedModel.engine(words));
  }

  @Test
  public void foundAnswer_answeredAnew_isNotGoneBackTo() {
    ChatFragment chat = window.openKept("");
    ask("Who are you?");
    long found = newest(chat.chatId());
    window.get().openChat(chat.chatId(), found);
    screen.settle();
    model(window.chat()).answerAgain(found);
    screen.settle();
    long anew = newest(chat.chatId());
    assertThat(anew).isNotEqualTo(found);

    lookAside();

    assertThat(newest(chat.chatId())).isEqualTo(anew);
  }

  @Test
  public void place_inTheMiddle_isKeptUnderAnotherPageAndThroughARotationThere() {
    window.openKept("");
    for (int i = 0; i < 4; i++) {
      ask(QUESTION);
    }
    rows().scrollBy(0, -rows().computeVerticalScrollRange());
    rows().scrollBy(0, rows().getHeight());
    screen.settle();
    int place = firstRow();
    assertThat(place).isPositive();
    assertThat(window.find(R.id.jump).getVisibility()).isEqualTo(View.VISIBLE);

    lookAside();
    assertThat(firstRow()).isEqualTo(place);

    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();
    window.recreate();
    screen.settle();
    window.click(R.id.page_back);
    assertThat(firstRow()).isEqualTo(place);
    assertThat(window.find(R.id.jump).getVisibility()).isEqualTo(View.VISIBLE);
  }

  @Test
  public void deletion_inAChatThatLiesOverAnotherPage_isDoneAtOnceAndOfferedBackOnTheList() {
    window.get().openModels();
    screen.settle();
    ChatFragment chat = window.openKept("");
    ask("Who are you?");

    window.get().deleteChat(chat, chat.chatId());
    screen.settle();

    ChatEntity stored = screen.stored(chats -> chats.chat(chat.chatId()));
    assertThat(Objects.requireNonNull(stored).deletedMs()).isNotNull();
    window.get().getOnBackPressedDispatcher().onBackPressed();
    screen.settle();
    ChatListState list =
        new ViewModelProvider(window.get()).get(ChatListViewModel.class).state().getValue();
    assertThat(((ChatListState.Loaded) Objects.requireNonNull(list)).offer()).isNotNull();
  }

  private void ask(String question) {
    window.send(question);
    screen.settle();
  }

  /** Opens another page over the chat, and comes back. */
  private void lookAside() {
    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();
    window.click(R.id.page_back);
  }

  private long newest(long chatId) {
    return screen.stored(
        chats -> {
          var messages = chats.messages(chatId);
          return messages.get(messages.size() - 1).id();
        });
  }

  private RecyclerView rows() {
    return (RecyclerView) window.find(R.id.messages);
  }

  private int firstRow() {
    LinearLayoutManager layout =
        (LinearLayoutManager) Objects.requireNonNull(rows().getLayoutManager());
    return layout.findFirstVisibleItemPosition();
  }

  private static ChatViewModel model(ChatFragment chat) {
    return new ViewModelProvider(chat).get(ChatViewModel.class);
  }
}
