package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.KeyEvent;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.attach.AttachModel;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.main.MainActivity;
import dev.ember.app.testing.Awaited;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ActivityController;

/**
 * A window of the app at its list, of whose end and return the test decides, and what is done in
 * it. As it is closed it is checked as that of {@link ScreenRule}.
 */
final class WindowRule extends ExternalResource {
  private final ScreenRule screen = new ScreenRule();
  private @Nullable ActivityController<MainActivity> controller;

  /** Ways to let everything happen that can. */
  ScreenRule screen() {
    return screen;
  }

  @Override
  protected void before() {
    open(null);
  }

  @Override
  protected void after() {
    close();
  }

  private void open(@Nullable Bundle state) {
    ActivityController<MainActivity> next = Robolectric.buildActivity(MainActivity.class);
    controller = state == null ? next.setup() : next.setup(state);
    screen.settle();
  }

  private ActivityController<MainActivity> controller() {
    return Objects.requireNonNull(controller, "open window");
  }

  /** One more window of the same process; whoever opens it closes it. */
  static WindowRule another() {
    WindowRule window = new WindowRule();
    window.before();
    return window;
  }

  void close() {
    try {
      ScreenRule.requireForEveryone(get());
    } finally {
      controller().close();
    }
  }

  /** Closes it for good, as a swipe does, and opens another at the list. */
  void openAnew() {
    openAnew(() -> {});
  }

  /**
   * The same.
   *
   * @param gone happens between
   */
  void openAnew(Runnable gone) {
    get().finish();
    close();
    gone.run();
    open(null);
  }

  MainActivity get() {
    return controller().get();
  }

  void newIntent(Intent intent) {
    controller().newIntent(intent);
  }

  /** As a rotation does. */
  void recreate() {
    controller().recreate();
  }

  /** As when another app comes to the front, and goes again. */
  void leaveAndReturn() {
    leaveAndReturn(() -> {});
  }

  /**
   * The same.
   *
   * @param away happens between
   */
  void leaveAndReturn(Runnable away) {
    controller().pause().stop();
    away.run();
    controller().restart().start().resume();
    screen.settle();
  }

  /** Only what the system keeps of it, as bytes, is left to the next one. */
  void dieAndComeBack() {
    dieAndComeBack(() -> {}, () -> {});
  }

  /**
   * The same.
   *
   * @param stopped happens once its state is saved
   * @param gone happens between its end and the next one
   */
  void dieAndComeBack(Runnable stopped, Runnable gone) {
    Bundle state = savedState();
    stopped.run();
    controller().destroy();
    gone.run();
    open(state);
  }

  /** What it hands the system when it goes to the back; fails where that does not take so much. */
  Bundle savedState() {
    return SavedState.requireTaken(controller());
  }

  View find(int id) {
    return get().findViewById(id);
  }

  void click(int id) {
    find(id).performClick();
    screen.settle();
  }

  String text(int id) {
    return ((TextView) find(id)).getText().toString();
  }

  /** What is said of the file beside the question. */
  String fileText() {
    TextView bar = find(R.id.attach_bar).findViewById(R.id.bar_text);
    return bar.getText().toString();
  }

  boolean hasFile() {
    return find(R.id.attach_bar).isShown();
  }

  void removeFile() {
    find(R.id.attach_bar).findViewById(R.id.bar_button).performClick();
    screen.settle();
  }

  ChatFragment openTemporary() {
    new ViewModelProvider(get()).get(ChatListViewModel.class).createTemporaryChat(get()::openChat);
    screen.settle();
    return chat();
  }

  ChatFragment openKept(String draft) {
    long chat =
        screen.stored(
            chats -> {
              long id = chats.createChat();
              chats.saveDraft(id, draft);
              return id;
            });
    get().openChat(chat);
    screen.settle();
    return chat();
  }

  ChatFragment chat() {
    Fragment shown = get().getSupportFragmentManager().findFragmentById(R.id.screen);
    return (ChatFragment) Objects.requireNonNull(shown, "page");
  }

  void tapNotification(long chatId) {
    newIntent(new Intent(Intent.ACTION_MAIN).putExtra("chatId", chatId));
    screen.redraw();
  }

  /** Begins to read a text file that another app gives, beside the question of the chat. */
  void attach(String text) {
    ChatFragment chat = chat();
    AttachModel.of(chat, chat.chatId()).take(List.of(offer(text)), AnswerSettings.NONE);
  }

  Uri offer(String text) {
    Uri file = Uri.parse("content://notes/" + text.length());
    shadowOf(get().getContentResolver())
        .registerInputStreamSupplier(file, () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    return file;
  }

  void type(String text) {
    ((EditText) find(R.id.field)).setText(text);
  }

  /** Of a keyboard. */
  void control(int key) {
    get()
        .dispatchKeyShortcutEvent(
            new KeyEvent(0, 0, KeyEvent.ACTION_DOWN, key, 0, KeyEvent.META_CTRL_ON));
    screen.settle();
  }

  void send(String text) {
    type(text);
    find(R.id.send).performClick();
  }

  /** A chat's messages, as they are stored. */
  List<String> bodies(ChatFragment chat) {
    ChatRepository chats = screen.app().scope().repositoryOf(chat.chatId());
    List<MessageEntity> stored =
        Awaited.on(screen.app().scope().executors().disk(), () -> chats.messages(chat.chatId()));
    List<String> bodies = new ArrayList<>();
    for (MessageEntity message : stored) {
      bodies.add(message.body());
    }
    return bodies;
  }
}
