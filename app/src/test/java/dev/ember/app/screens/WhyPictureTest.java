package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.view.ViewGroup;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.SamplingSheet;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.Settings;
import dev.ember.inference.backend.Backend;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Why this word?, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class WhyPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of("why", "why-working", "why-failed", "why-unknown", "why-tinted", "sampling-next");

  private @Nullable PausingBackend backend;

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    boolean chinese = isChinese(style);
    SunTable words = chinese ? SunTable.DOUBTING_IN_CHINESE : SunTable.DOUBTING;
    screen.app().model(() -> WordModel.engine(words, this::troubled));
    screen.app().nanoClock(() -> 0);
    Settings.of(screen.app()).set(Settings.Switch.SHOW_SURENESS, true);
    screen.app().scope().engine().recordSureness(true);
    long chat = screen.stored(ChatRepository::createChat);
    screen.launch();
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
    screen.send(chinese ? "太阳的光要走多久？" : "How long does the light of the sun take?");
    screen.settle();
    gallery.take(screen, "why-tinted", R.id.stats, R.id.chat_time); // its speed is this machine's
    screen.with( // beside a sheet at the side they are seen
        activity -> {
          hide(activity.findViewById(R.id.stats));
          hide(activity.findViewById(R.id.chat_time));
        });
    List<MessageEntity> messages = screen.stored(chats -> chats.messages(chat));
    MessageEntity answer = messages.get(messages.size() - 1);
    int offset = answer.body().indexOf(words.tornBehind()) + words.tornBehind().length();
    takeWhy(gallery, WhySheet.of(chat, answer.id(), offset));
    long other =
        screen.stored(
            chats ->
                chinese
                    ? Samples.finished(chats, "牛吃什么？", "牛吃草。")
                    : Samples.finished(chats, "What do cows eat?", "Cows eat hay."));
    long unknown = screen.stored(chats -> chats.messages(other)).get(1).id();
    open(WhySheet.of(other, unknown, 0));
    screen.settle();
    take(gallery, "why-unknown");
    close();
    open(new SamplingSheet());
    screen.settle();
    assertThat(screen.dialog().<View>findViewById(R.id.next_strip).isShown()).isTrue();
    gallery.takeSheet(screen, "sampling-next");
    gallery.close(ALL);
  }

  private Backend troubled(Backend words) {
    PausingBackend pausing = new PausingBackend(words);
    backend = pausing;
    return pausing;
  }

  private void takeWhy(Gallery gallery, WhySheet sheet) throws IOException {
    PausingBackend model = Objects.requireNonNull(backend, "the model that has answered");
    model.pauseAfter(0);
    open(sheet);
    screen.settleAround(model::stands);
    take(gallery, "why-working");
    model.goOn();
    screen.settle();
    ViewGroup rows = find(R.id.why_candidates);
    assertThat(rows.getChildCount()).isGreaterThan(5);
    take(gallery, "why");
    model.broken(true);
    screen.with(activity -> find(R.id.why_after).performClick());
    screen.settle();
    take(gallery, "why-failed");
    model.broken(false);
    screen.with(activity -> find(R.id.why_again).performClick());
    screen.settle();
    assertThat(this.<View>find(R.id.why_result).isShown()).isTrue();
    close();
  }

  /** Whether the sheet is a part of the window, beside the chat. */
  private boolean beside() {
    return screen.read(
        activity -> {
          View pane = activity.findViewById(R.id.sheet_pane);
          return pane != null && pane.isShown();
        });
  }

  private <V extends View> V find(int id) {
    V view =
        beside()
            ? screen.read(activity -> activity.<V>findViewById(id))
            : screen.dialog().findViewById(id);
    return Objects.requireNonNull(view, "view of the sheet");
  }

  private void take(Gallery gallery, String name) throws IOException {
    if (beside()) {
      gallery.take(screen, name);
    } else {
      gallery.takeSheet(screen, name);
    }
  }

  private void close() {
    if (beside()) {
      screen.click(R.id.why_close);
    } else {
      screen.closeDialog();
    }
  }

  private static void hide(@Nullable View unstable) {
    if (unstable != null) {
      unstable.setVisibility(View.INVISIBLE);
    }
  }

  private void open(DialogFragment sheet) {
    screen.with(
        activity -> {
          Fragment chat =
              ((MainActivity) activity)
                  .getSupportFragmentManager().getFragments().stream()
                      .filter(ChatFragment.class::isInstance)
                      .findFirst()
                      .orElseThrow();
          if (!((MainActivity) activity).showBeside(sheet)) {
            sheet.show(Objects.requireNonNull(chat).getChildFragmentManager(), WhySheet.TAG);
          }
        });
  }
}
