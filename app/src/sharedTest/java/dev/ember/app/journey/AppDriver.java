package dev.ember.app.journey;

import static androidx.test.espresso.Espresso.onView;
import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.assertion.ViewAssertions.matches;
import static androidx.test.espresso.matcher.RootMatchers.isDialog;
import static androidx.test.espresso.matcher.RootMatchers.isPlatformPopup;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.isRoot;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;

import android.content.Intent;
import android.os.SystemClock;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.fragment.app.Fragment;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.core.app.ActivityScenario;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.espresso.NoMatchingViewException;
import androidx.test.espresso.PerformException;
import androidx.test.espresso.action.ViewActions;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.EmberApp;
import dev.ember.app.R;
import dev.ember.app.concurrent.SingleThread;
import dev.ember.app.main.MainActivity;
import dev.ember.app.markdown.MarkdownView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** Drives the app as a user does, from an empty database. */
public final class AppDriver extends ExternalResource {
  /** Far more than the smallest model needs on the slowest machine that runs these tests. */
  private static final long PATIENCE_S = 120;

  /** The app shows at most 30 states a second. */
  private static final long FRAME_MS = 34;

  private static final long REAL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final String DATABASE = "ember.db";

  private @Nullable ActivityScenario<MainActivity> scenario;

  @Override
  protected void before() {
    endProcess();
    ApplicationProvider.getApplicationContext().deleteDatabase(DATABASE);
    beginProcess();
  }

  @Override
  protected void after() {
    scenario().close();
  }

  /** The user swipes the app away, the system ends its process, the user comes back. */
  void killAndReopen() {
    scenario().close();
    endProcess();
    beginProcess();
  }

  /** Closes the database and frees the model, as the end of a process does. */
  private static void endProcess() {
    EmberApp app = ApplicationProvider.getApplicationContext();
    Thread inference = threadOf(app.scope().executors().inference());
    Thread disk = threadOf(app.scope().executors().disk());
    onMain(app::onTerminate);
    join(inference);
    join(disk);
  }

  private static Thread threadOf(SingleThread executor) {
    FutureTask<Thread> task = new FutureTask<>(Thread::currentThread);
    executor.execute(task);
    try {
      return task.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("expected a thread that works", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
    if (thread.isAlive()) {
      throw new AssertionError(
          "expected " + thread.getName() + " to end within " + PATIENCE_S + " s");
    }
  }

  private void beginProcess() {
    EmberApp app = ApplicationProvider.getApplicationContext();
    onMain(app::onCreate);
    scenario = ActivityScenario.launch(MainActivity.class);
  }

  ActivityScenario<MainActivity> scenario() {
    if (scenario == null) {
      throw new IllegalStateException("expected a running test but found none");
    }
    return scenario;
  }

  /** Every view is made anew, as when the phone is turned. */
  void rotate() {
    scenario().recreate();
  }

  /** Another app starts this one. */
  void openWith(Intent intent) {
    scenario().close();
    scenario = ActivityScenario.launch(intent);
  }

  /** Clicks what may lie further down the page. */
  void scrollAndClick(Matcher<View> matcher) {
    soon(
        () -> "a click on " + matcher,
        () -> onView(matcher).perform(ViewActions.scrollTo(), ViewActions.click()));
  }

  /** From an empty list. */
  void newChat() {
    click(withId(R.id.empty_new_chat));
    see(withId(R.id.field));
  }

  /** Opens the only chat of the list. */
  void openChat() {
    click(withId(R.id.chat_row));
    see(withId(R.id.field));
  }

  void back() {
    click(withId(R.id.back));
    see(withId(R.id.list_search));
  }

  void send(String text) {
    onView(withId(R.id.field)).perform(replaceText(text));
    see(allOf(withId(R.id.send), isEnabled(), withContentDescription(R.string.send)));
    // Espresso would wait until all is quiet, and the answer be there before anyone looks.
    scenario().onActivity(activity -> activity.findViewById(R.id.send).performClick());
  }

  /** Looks on while an answer is written; gives each text that was seen, the last one whole. */
  List<String> watchAnswer() {
    List<String> seen = new ArrayList<>();
    until(
        () -> "the answer to end, but the screen says " + words(),
        () -> {
          Answer answer = newestAnswer();
          if (answer == null || answer.text().isEmpty()) {
            return false;
          }
          if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(answer.text())) {
            seen.add(answer.text());
          }
          return !answer.growing();
        });
    return seen;
  }

  /** All that can be read on the screen. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    scenario().onActivity(activity -> collect(activity.findViewById(R.id.screen), words));
    return words;
  }

  private static void collect(View view, List<String> words) {
    if (view instanceof TextView text && text.isShown()) {
      words.add(text.getText().toString());
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), words);
      }
    }
  }

  private record Answer(String text, boolean growing) {}

  private @Nullable Answer newestAnswer() {
    List<Answer> found = new ArrayList<>();
    scenario()
        .onActivity(
            activity -> {
              RecyclerView rows = activity.findViewById(R.id.messages);
              for (int i = 0; i < rows.getChildCount(); i++) {
                View text = rows.getChildAt(i).findViewById(R.id.answer);
                if (text instanceof MarkdownView answer) {
                  found.add(new Answer(answer.source(), answer.growing()));
                }
              }
            });
    return found.isEmpty() ? null : found.get(found.size() - 1);
  }

  /** Clicks a view as soon as it is there. */
  void click(Matcher<View> matcher) {
    soon(() -> "a click on " + matcher, () -> onView(matcher).perform(ViewActions.click()));
  }

  /** The same in the sheet or dialog in front, which need not have the window's focus. */
  void clickInDialog(Matcher<View> matcher) {
    soon(
        () -> "a click in a dialog on " + matcher,
        () -> onView(matcher).inRoot(isDialog()).perform(ViewActions.click()));
  }

  void seeInDialog(Matcher<View> matcher) {
    soon(
        () -> matcher + " in a dialog",
        () -> onView(matcher).inRoot(isDialog()).check(matches(isDisplayed())));
  }

  /** Types into the only field of the dialog in front and confirms it. */
  void answerDialog(String text) {
    onView(withId(R.id.dialog_field)).inRoot(isDialog()).perform(replaceText(text));
    clickInDialog(withId(android.R.id.button1));
  }

  void closeSheet() {
    onView(isRoot()).inRoot(isDialog()).perform(ViewActions.pressBack());
  }

  /** Long presses a chat of the list, which begins a selection. */
  void select(String title) {
    soon(
        () -> "a long press on " + title,
        () ->
            onView(allOf(withId(R.id.chat_row), hasDescendant(withText(title))))
                .perform(ViewActions.longClick()));
  }

  /** Opens a menu and chooses from it. */
  void chooseMore(int button, int words) {
    click(withId(button));
    chooseFromPopup(words);
  }

  /** The same for what leads to another chat: waits until the screen has changed. */
  void chooseMoreAndLeave(int button, int words) {
    Fragment before = screen();
    chooseMore(button, words);
    until(() -> "another screen than " + before, () -> screen() != before);
  }

  private @Nullable Fragment screen() {
    List<@Nullable Fragment> found = new ArrayList<>();
    scenario()
        .onActivity(
            activity ->
                found.add(activity.getSupportFragmentManager().findFragmentById(R.id.screen)));
    return found.get(0);
  }

  /** Chooses from the menu in front. */
  void chooseFromPopup(int words) {
    soon(
        () -> "a menu that offers it",
        () -> onView(withText(words)).inRoot(isPlatformPopup()).perform(ViewActions.click()));
  }

  /** Waits until a view is no longer there, or hidden. */
  void seeNot(Matcher<View> matcher) {
    soon(
        () -> "no " + matcher + " among " + words(),
        () ->
            onView(matcher)
                .check(
                    (view, missing) -> {
                      if (view != null && view.isShown()) {
                        throw new AssertionError("it is there");
                      }
                    }));
  }

  /** Waits until two views of one kind say the same. */
  void seeTwice(String text) {
    until(
        () -> "twice " + text + " among " + words(),
        () -> words().stream().filter(text::equals).count() == 2);
  }

  /** Types into a field and leaves it focused. */
  void type(Matcher<View> field, String text) {
    click(field);
    onView(field).perform(replaceText(text));
  }

  /** Waits until a view is on the screen. */
  void see(Matcher<View> matcher) {
    soon(() -> matcher + " among " + words(), () -> onView(matcher).check(matches(isDisplayed())));
  }

  /** Tries a step of Espresso until it succeeds; says why it did not if it never does. */
  private static void soon(Supplier<String> what, Runnable step) {
    Throwable[] reason = new Throwable[1];
    until(
        () -> what.get() + " because of " + reason[0],
        () -> {
          try {
            step.run();
            return true;
          } catch (NoMatchingViewException | PerformException | AssertionError e) {
            reason[0] = e.getCause() == null ? e : e.getCause();
            return false; // not yet
          }
        });
  }

  /**
   * Asks again each frame. The clock of the JVM tests stands still unless it is moved; other
   * threads need real time.
   */
  private static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("expected " + what.get() + " within " + PATIENCE_S + " s");
      }
      SystemClock.sleep(FRAME_MS);
      InstrumentationRegistry.getInstrumentation().waitForIdleSync(); // a state arrives
      LockSupport.parkNanos(REAL_PAUSE_NANOS); // its rows are compared on another thread
      InstrumentationRegistry.getInstrumentation().waitForIdleSync(); // and are laid out
    }
  }

  private static void onMain(Runnable task) {
    InstrumentationRegistry.getInstrumentation().runOnMainSync(task);
  }
}
