package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.Dialog;
import android.graphics.Rect;
import android.os.Looper;
import android.view.MenuItem;
import android.view.View;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.PopupWindow;
import android.widget.ScrollView;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import androidx.lifecycle.Lifecycle;
import androidx.lifecycle.ViewModelProvider;
import androidx.test.core.app.ActivityScenario;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.SystemPromptSheet;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.journey.AccessibilityAssertion;
import dev.ember.app.main.MainActivity;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Settings;
import dev.ember.app.testing.Awaited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;
import org.robolectric.shadows.ShadowDialog;

/**
 * The app's window over {@link ScriptedApp}, and ways to let everything happen that can. What a
 * test leaves in it is checked by {@link AccessibilityAssertion}.
 */
final class ScreenRule extends ExternalResource {
  /** Frames in a row in which nothing was begun: longer than any throttle of the screen. */
  private static final int CALM_FRAMES = 4;

  private static final Duration FRAME = Duration.ofMillis(34);
  private static final long OTHER_THREADS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Far more than any step needs on the slowest machine that runs these tests. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private @Nullable ActivityScenario<MainActivity> scenario;
  private boolean pictured;

  /** For a test that looks at each picture it takes, and leaves the rest to others. */
  ScreenRule pictured() {
    pictured = true;
    return this;
  }

  @Override
  protected void after() {
    if (scenario == null) {
      return;
    }
    try {
      if (!pictured && scenario.getState() != Lifecycle.State.DESTROYED) {
        with(ScreenRule::requireForEveryone);
      }
    } finally {
      scenario.close();
    }
  }

  /** What a test leaves on the screen, with the sheet or dialog in front, is one for everyone. */
  static void requireForEveryone(Activity activity) {
    AccessibilityAssertion.check(activity.getWindow().getDecorView());
    Dialog latest = ShadowDialog.getLatestDialog();
    if (latest != null && latest.isShowing()) {
      AccessibilityAssertion.check(decorOf(latest));
    }
  }

  ScriptedApp app() {
    return ApplicationProvider.getApplicationContext();
  }

  /** Opens the list of chats. */
  void launch() {
    scenario = ActivityScenario.launch(MainActivity.class);
    settle();
  }

  /** Opens the app as on a phone that has never had it. */
  void launchForTheFirstTime() {
    Settings.of(app()).setWelcomed(false);
    launch();
  }

  boolean isLaunched() {
    return scenario != null;
  }

  /** Opens the list, and in it the chat at the top. */
  void launchChat() {
    launch();
    click(R.id.chat_row);
  }

  void click(int id) {
    with(activity -> activity.findViewById(id).performClick());
    settle();
  }

  /** Scrolls a page until one of its views is at the top. */
  void scrollTo(int pageId, int id) {
    with(
        activity -> {
          ScrollView page = activity.findViewById(pageId);
          View target = activity.findViewById(id);
          Rect place = new Rect();
          target.getDrawingRect(place);
          page.offsetDescendantRectToMyCoords(target, place);
          page.scrollTo(0, place.top);
        });
    settle();
  }

  void with(Consumer<Activity> step) {
    scenario().onActivity(step::accept);
  }

  <T> T read(Function<Activity, T> step) {
    Object[] result = new Object[1];
    with(activity -> result[0] = step.apply(activity));
    @SuppressWarnings("unchecked")
    T value = (T) result[0];
    return value;
  }

  ActivityScenario<MainActivity> scenario() {
    return Objects.requireNonNull(scenario, "launched scenario");
  }

  /** As the chat's menu does. */
  void openSystemPrompt() {
    with(
        activity -> {
          FragmentManager screens = ((MainActivity) activity).getSupportFragmentManager();
          Fragment chat = Objects.requireNonNull(screens.findFragmentById(R.id.screen), "chat");
          new SystemPromptSheet().show(chat.getChildFragmentManager(), null);
        });
    settle();
  }

  /** As the list's menu does. */
  void openArchive() {
    with(
        activity ->
            new ViewModelProvider((MainActivity) activity)
                .get(ChatListViewModel.class)
                .showArchive(true));
    settle();
  }

  /** Types into the composer and presses its button; what follows is the model's to do. */
  void send(String text) {
    with(
        activity -> {
          ((EditText) activity.findViewById(R.id.field)).setText(text);
          activity.findViewById(R.id.send).performClick();
        });
  }

  void closeDialog() {
    Objects.requireNonNull(ShadowDialog.getLatestDialog(), "dialog").dismiss();
    settle();
  }

  /** The decor of the dialog or sheet in front. */
  View dialog() {
    return decorOf(Objects.requireNonNull(ShadowDialog.getLatestDialog(), "dialog"));
  }

  private static View decorOf(Dialog dialog) {
    return Objects.requireNonNull(dialog.getWindow(), "window").getDecorView();
  }

  /** The decors of all dialogs and sheets that are shown, the one in front last. */
  List<View> dialogs() {
    List<View> decors = new ArrayList<>();
    for (Dialog dialog : ShadowDialog.getShownDialogs()) {
      if (dialog.isShowing()) {
        decors.add(Objects.requireNonNull(dialog.getWindow(), "window").getDecorView());
      }
    }
    assertThat(decors).as("dialogs that are shown").isNotEmpty();
    return decors;
  }

  /** The rows of the menu that was opened last. */
  ListView menu() {
    PopupWindow latest = Objects.requireNonNull(shadowOf(app()).getLatestPopupWindow(), "menu");
    assertThat(latest.isShowing()).as("menu is shown").isTrue();
    return (ListView) latest.getContentView();
  }

  void closeMenu() {
    Objects.requireNonNull(shadowOf(app()).getLatestPopupWindow(), "menu").dismiss();
    settle();
  }

  /** Chooses from the menu that was opened last. */
  void choose(String words) {
    ListView rows = menu();
    for (int i = 0; i < rows.getAdapter().getCount(); i++) {
      MenuItem item = (MenuItem) rows.getAdapter().getItem(i);
      if (words.contentEquals(Objects.requireNonNull(item.getTitle(), "words of an item"))) {
        rows.performItemClick(rows.getChildAt(0), i, item.getItemId());
        settle();
        return;
      }
    }
    throw new AssertionError("expected " + words + " in the menu");
  }

  /** Runs a step of the repository where such steps belong. */
  <T> T stored(Function<ChatRepository, T> step) {
    AppScope scope = app().scope();
    return Awaited.on(scope.executors().disk(), () -> step.apply(scope.repository()));
  }

  /** Returns once everything that was begun has had its effect on the screen. */
  void settle() {
    calm(AppExecutors::isIdle);
  }

  /** As {@link #settle}, once the model stands still in the middle of an answer. */
  void settleAround(BooleanSupplier modelStands) {
    frames("the model to stand still", modelStands);
    redraw();
  }

  /** Lets the window be laid out and painted anew, whatever the model is doing. */
  void redraw() {
    calm(threads -> threads.disk().isIdle() && threads.work().isIdle() && threads.rows().isIdle());
  }

  private void calm(Predicate<AppExecutors> idle) {
    AppExecutors threads = app().scope().executors();
    long[] seen = {-1};
    int[] calm = {0};
    frames(
        "an end of what was begun",
        () -> {
          long given = threads.tasksGiven();
          boolean quiet = idle.test(threads) && threads.tasksGiven() == given && given == seen[0];
          calm[0] = quiet ? calm[0] + 1 : 0;
          seen[0] = given;
          return calm[0] >= CALM_FRAMES;
        });
  }

  private void frames(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("expected " + what);
      }
      if (!app().scope().executors().isIdle()) {
        LockSupport.parkNanos(OTHER_THREADS_NANOS);
      }
      shadowOf(Looper.getMainLooper()).idleFor(FRAME);
    }
  }

  /** Shows, beside the chat that is open, why its newest answer has the words that it has. */
  void openWhyBeside() {
    long chat = read(activity -> openChat(activity).chatId());
    List<MessageEntity> messages = stored(chats -> chats.messages(chat));
    long answer = messages.get(messages.size() - 1).id();
    with(
        activity ->
            assertThat(((MainActivity) activity).showBeside(WhySheet.of(chat, answer, 0)))
                .isTrue());
    settle();
  }

  private static ChatFragment openChat(Activity activity) {
    Fragment shown =
        ((MainActivity) activity).getSupportFragmentManager().findFragmentById(R.id.screen);
    return (ChatFragment) Objects.requireNonNull(shown, "what is shown");
  }
}
