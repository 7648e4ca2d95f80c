package dev.ember.app.journey;

import static androidx.test.espresso.Espresso.onView;
import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.assertion.ViewAssertions.doesNotExist;
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
import android.view.InputDevice;
import android.view.MotionEvent;
import android.view.View;
import android.widget.TextView;
import androidx.lifecycle.Lifecycle;
import androidx.test.core.app.ActivityScenario;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.espresso.Espresso;
import androidx.test.espresso.NoMatchingViewException;
import androidx.test.espresso.PerformException;
import androidx.test.espresso.ViewAction;
import androidx.test.espresso.action.GeneralClickAction;
import androidx.test.espresso.action.Press;
import androidx.test.espresso.action.Tap;
import androidx.test.espresso.action.ViewActions;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import dev.ember.app.phone.Phone;
import dev.ember.app.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/**
 * Drives the app as a user does, from an empty database; of an app that has been started before, so
 * that the list of chats is in front, unless {@link #installAnew} says otherwise.
 *
 * <p>Each step first waits until all that the steps before it began has had its effect ({@link
 * AppProcess#settle}), so that none can meet the screen as it was before. Hence a test never goes
 * to Espresso past this class, which {@code ArchitectureTest} holds; only {@link #send} and {@link
 * #watchAnswer} look at the app while it works. And each step looks whether the window is one for
 * everyone ({@link AccessibilityAssertion}).
 */
public final class AppDriver extends ExternalResource {
  private static final String DATABASE = "ember.db";
  private static final AccessibilityAssertion FOR_EVERYONE = new AccessibilityAssertion();

  private final TestPhone phone;
  private @Nullable ActivityScenario<MainActivity> scenario;

  AppDriver() {
    this(new TestPhone());
  }

  /** On a phone that is as the test wants it. */
  AppDriver(TestPhone phone) {
    this.phone = phone;
  }

  @Override
  protected void before() {
    forgetEverything();
    AppProcess.bringVerdicts(phone);
    welcomed(true);
    open(() -> {});
    ViewActions.addGlobalAssertion("for everyone", FOR_EVERYONE);
  }

  @Override
  protected void after() {
    ViewActions.clearGlobalAssertions();
    scenario().close();
    if (phone.hasOwnContenders()) {
      AppProcess.end(); // or a proof that is to begin would write what they were worth once more
      AppProcess.begin(new Phone(ApplicationProvider.getApplicationContext()));
    } else {
      AppProcess.keepVerdicts();
    }
    AppProcess.forgetVerdicts();
    StrictWatch.requireNothing();
  }

  private static void forgetEverything() {
    AppProcess.end();
    AppProcess.forgetModels();
    ApplicationProvider.getApplicationContext().deleteDatabase(DATABASE);
  }

  private static void welcomed(boolean before) {
    Settings.of(ApplicationProvider.getApplicationContext()).setWelcomed(before);
  }

  /** The app is taken off the phone, comes back without anything, and is started. */
  void installAnew() {
    AppProcess.settle();
    scenario().close();
    forgetEverything();
    welcomed(false);
    open(() -> {});
  }

  /** The user swipes the app away, the system ends its process, the user comes back. */
  void killAndReopen() {
    killAndReopen(() -> {}, () -> {});
  }

  /** The same; between the processes, and before the new one's first window, something is done. */
  void killAndReopen(Runnable between, Runnable first) {
    AppProcess.settle();
    scenario().close();
    AppProcess.end();
    between.run();
    open(first);
  }

  /** The system ends the process where it stands, whatever it is doing. */
  void dieAndReopen() {
    scenario().close();
    AppProcess.kill();
    open(() -> {});
  }

  /**
   * The system ends the process while the app is not in front, and makes it anew from the state
   * that it kept when the user comes back.
   */
  void dieInBackgroundAndComeBack() {
    AppProcess.settle();
    scenario().moveToState(Lifecycle.State.CREATED);
    scenario().onActivity(activity -> activity.getViewModelStore().clear()); // as memory is lost
    AppProcess.end();
    AppProcess.begin(phone);
    scenario().recreate();
    scenario().moveToState(Lifecycle.State.RESUMED);
  }

  /** The user does something elsewhere, with the app in the background, and comes back. */
  void away(Runnable step) {
    scenario().moveToState(Lifecycle.State.CREATED);
    step.run();
    scenario().moveToState(Lifecycle.State.RESUMED);
  }

  /**
   * Waits for a view while a job goes on that does not end by itself, or for words that do not wait
   * for what goes on.
   */
  void seeMeanwhile(Matcher<View> matcher) {
    until(() -> matcher + " among " + words(), () -> onView(matcher).check(matches(isDisplayed())));
  }

  /** The same, and clicks it. */
  void clickMeanwhile(Matcher<View> matcher) {
    until(() -> "to click " + matcher, () -> onView(matcher).perform(ViewActions.click()));
  }

  /** Tries a step on the activity while a job goes on, until it says that it is done. */
  void tryMeanwhile(String what, Predicate<MainActivity> step) {
    AppProcess.until(
        () -> what + " among " + words(),
        () -> {
          boolean[] done = new boolean[1];
          scenario().onActivity(activity -> done[0] = step.test(activity));
          return done[0];
        });
  }

  /** The app ends its own process, and begins anew. */
  void endsItself() {
    AppProcess.until(() -> "the app to end itself", () -> AppProcess.hasEndedItself());
    killAndReopen();
  }

  private void open(Runnable first) {
    AppProcess.begin(phone);
    first.run();
    scenario = ActivityScenario.launch(MainActivity.class);
  }

  private ActivityScenario<MainActivity> scenario() {
    if (scenario == null) {
      throw new IllegalStateException("expected a running test but found none");
    }
    return scenario;
  }

  /** Runs a step on the activity once everything before it is over. */
  void onActivity(ActivityScenario.ActivityAction<MainActivity> step) {
    AppProcess.settle();
    scenario().onActivity(step);
  }

  /** Asks the activity something once everything before it is over. */
  <T> T read(Function<MainActivity, T> question) {
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    onActivity(activity -> answer.set(question.apply(activity)));
    return Objects.requireNonNull(answer.get(), "an answer");
  }

  /** Every view is made anew, as when the phone is turned. */
  void rotate() {
    AppProcess.settle();
    scenario().recreate();
  }

  /** Another app starts this one. */
  void openWith(Intent intent) {
    AppProcess.settle();
    scenario().close();
    scenario = ActivityScenario.launch(intent);
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

  /** Up, from a chat to the list. */
  void back() {
    click(withId(R.id.back));
    see(withId(R.id.list_search));
  }

  /** The phone's own key or gesture. */
  void pressBack() {
    AppProcess.settle();
    Espresso.pressBack();
  }

  void send(String text) {
    perform(withId(R.id.field), replaceText(text));
    see(allOf(withId(R.id.send), isEnabled(), withContentDescription(R.string.send)));
    // Espresso would wait until all is quiet, and the answer be there before anyone looks.
    scenario().onActivity(activity -> activity.findViewById(R.id.send).performClick());
  }

  /** Looks on while an answer is written; gives each text that was seen, the last one whole. */
  List<String> watchAnswer() {
    List<String> seen = new ArrayList<>();
    AppProcess.until(
        () -> "the answer to end, but the screen says " + words(),
        () -> {
          ShownWords.Answer answer = newestAnswer();
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

  /** Waits until an answer stands below a question, whole. */
  void seeAnswerTo(String question) {
    AppProcess.settle();
    AppProcess.until(
        () -> "an answer to " + question + " among " + words(),
        () -> {
          AtomicReference<ShownWords.@Nullable Answer> found = new AtomicReference<>();
          scenario().onActivity(activity -> found.set(ShownWords.answerTo(question, activity)));
          ShownWords.Answer answer = found.get();
          return answer != null && !answer.growing() && !answer.text().trim().isEmpty();
        });
  }

  /** All that can be read on the screen. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    scenario().onActivity(activity -> words.addAll(ShownWords.all(activity)));
    return words;
  }

  private ShownWords.@Nullable Answer newestAnswer() {
    AtomicReference<ShownWords.@Nullable Answer> newest = new AtomicReference<>();
    scenario().onActivity(activity -> newest.set(ShownWords.newestAnswer(activity)));
    return newest.get();
  }

  /** Clicks a view as soon as it is there. */
  void click(Matcher<View> matcher) {
    perform(matcher, ViewActions.click());
  }

  /** Clicks what may lie further down the page. */
  void scrollAndClick(Matcher<View> matcher) {
    perform(matcher, ViewActions.scrollTo(), ViewActions.click());
  }

  /** Waits for what may lie further down the page. */
  void scrollTo(Matcher<View> matcher) {
    perform(matcher, ViewActions.scrollTo());
    see(matcher);
  }

  /**
   * Touches a slider, which then jumps there.
   *
   * @param share of its length, from its start
   */
  void slide(Matcher<View> slider, float share) {
    GeneralClickAction touch =
        new GeneralClickAction(
            Tap.SINGLE,
            view -> {
              int[] corner = new int[2];
              view.getLocationOnScreen(corner);
              Slider bar = (Slider) view;
              float length = bar.getTrackWidth();
              return new float[] {
                corner[0] + (bar.getWidth() - length) / 2 + share * length,
                corner[1] + bar.getHeight() / 2f
              };
            },
            Press.FINGER,
            InputDevice.SOURCE_TOUCHSCREEN,
            MotionEvent.BUTTON_PRIMARY);
    perform(slider, ViewActions.scrollTo(), touch);
  }

  /** Presses a view long, which opens its menu or begins a selection. */
  void longPress(Matcher<View> matcher) {
    perform(matcher, ViewActions.longClick());
  }

  /** Any other gesture on a view of the window. */
  void perform(Matcher<View> matcher, ViewAction... actions) {
    soon(() -> "to touch " + matcher, () -> onView(matcher).perform(actions));
  }

  /** Clicks in the sheet or dialog in front, which need not have the window's focus. */
  void clickInDialog(Matcher<View> matcher) {
    performInDialog(matcher, ViewActions.click());
  }

  private static void performInDialog(Matcher<View> matcher, ViewAction... actions) {
    soon(
        () -> "to touch in a dialog " + matcher,
        () -> onView(matcher).inRoot(isDialog()).perform(actions));
  }

  void seeInDialog(Matcher<View> matcher) {
    soon(
        () -> matcher + " in a dialog",
        () -> onView(matcher).inRoot(isDialog()).check(matches(isDisplayed())).check(FOR_EVERYONE));
  }

  /** Waits until the sheet or dialog in front has no such view. */
  void seeNoneInDialog(Matcher<View> matcher) {
    soon(
        () -> "no " + matcher + " in a dialog",
        () -> onView(matcher).inRoot(isDialog()).check(doesNotExist()));
  }

  /** What a text of the sheet or dialog in front says. */
  String readInDialog(int id) {
    String[] words = new String[1];
    soon(
        () -> "a text in a dialog",
        () ->
            onView(withId(id))
                .inRoot(isDialog())
                .check((view, missing) -> words[0] = ((TextView) view).getText().toString()));
    return words[0];
  }

  /** Types into the only field of the dialog in front and confirms it. */
  void answerDialog(String text) {
    performInDialog(withId(R.id.dialog_field), replaceText(text));
    clickInDialog(withId(android.R.id.button1));
  }

  void closeSheet() {
    performInDialog(isRoot(), ViewActions.pressBack());
  }

  /** Long presses a chat of the list, which begins a selection. */
  void select(String title) {
    longPress(allOf(withId(R.id.chat_row), hasDescendant(withText(title))));
  }

  /** Opens a menu and chooses from it. */
  void chooseMore(int button, int words) {
    click(withId(button));
    chooseFromPopup(words);
  }

  /** Chooses from the menu in front. */
  void chooseFromPopup(int words) {
    chooseFromPopup(withText(words));
  }

  void chooseFromPopup(Matcher<View> item) {
    soon(
        () -> "a menu that offers it",
        () -> onView(item).inRoot(isPlatformPopup()).perform(ViewActions.click()));
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

  /** Waits until so many views say the same, no more and no fewer. */
  void seeTimes(int times, String text) {
    AppProcess.settle();
    AppProcess.until(
        () -> times + " times " + text + " among " + words(),
        () -> words().stream().filter(text::equals).count() == times);
  }

  /** Types into a field and leaves it focused. */
  void type(Matcher<View> field, String text) {
    perform(field, ViewActions.click(), replaceText(text));
  }

  /** The same in the sheet or dialog in front, without its focus. */
  void typeInDialog(Matcher<View> field, String text) {
    performInDialog(field, replaceText(text));
  }

  /** Waits until a view is on the screen. */
  void see(Matcher<View> matcher) {
    soon(
        () -> matcher + " among " + words(),
        () -> onView(matcher).check(matches(isDisplayed())).check(FOR_EVERYONE));
  }

  /** The same in the sheet in front. */
  void scrollAndClickInDialog(Matcher<View> matcher) {
    performInDialog(matcher, ViewActions.scrollTo(), ViewActions.click());
  }

  void longClickInDialog(Matcher<View> matcher) {
    performInDialog(matcher, ViewActions.longClick());
  }

  /** Waits for what is not to be seen. */
  void awaitThat(String what, BooleanSupplier condition) {
    AppProcess.until(() -> what, condition);
  }

  /**
   * Tries a step of Espresso, after all that was begun before is over, until it succeeds; says why
   * it did not if it never does.
   */
  private static void soon(Supplier<String> what, Runnable step) {
    AppProcess.settle();
    until(what, step);
  }

  private static void until(Supplier<String> what, Runnable step) {
    Throwable[] reason = new Throwable[1];
    AppProcess.until(
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
}
