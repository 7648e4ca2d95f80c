package dev.ember.app.screens;

import android.app.Activity;
import android.view.View;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.chat.VoiceModel;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.main.MainActivity;
import dev.ember.app.voice.ReadAloudState;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** What lies over a screen or comes up in it: the end of the tour of {@link CardPictureTest}. */
final class Overlays {
  /** What {@link #take} takes. */
  static final Set<String> ALL =
      Set.of(
          "menu-question",
          "menu-answer",
          "menu-chat",
          "select-text",
          "rename",
          "read-aloud",
          "type-value",
          "preset-name",
          "converting",
          "imported-model",
          "delete-model");

  private static final String QUESTION = "Tell me a story about a lamp that can talk.";
  private static final String ANSWER =
      """
      Mia had a small blue lamp by her bed. One night she heard a tiny voice.

      1. “I am tired,” said the lamp.
      2. “Then **sleep**,” said Mia, and turned it off.

      The moon looked in at the window and said nothing.
      """;

  private static final JobProgress HALFWAY =
      new JobProgress(JobProgress.Step.CONVERTING, 430, 1_000, 2, JobProgress.Pause.NONE);

  private final ScreenRule screen;
  private final Gallery gallery;

  Overlays(ScreenRule screen, Gallery gallery) {
    this.screen = screen;
    this.gallery = gallery;
  }

  /** From the list of models, with a model that can be loaded. */
  void take() throws IOException {
    models();
    screen.click(R.id.nav_chats);
    long chat = screen.stored(chats -> Samples.finished(chats, QUESTION, ANSWER));
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
    menus();
    voice();
    values();
  }

  private void models() throws IOException {
    screen.with(
        activity -> {
          MutableLiveData<List<JobState>> jobs =
              (MutableLiveData<List<JobState>>) screen.app().scope().shelf().jobs().all();
          jobs.setValue(List.of(converting()));
        });
    screen.settle();
    screen.with(activity -> activity.<RecyclerView>findViewById(R.id.models).scrollToPosition(0));
    screen.settle();
    gallery.take(screen, "converting", R.id.storage_free, R.id.storage_bar);
    String imported = imported();
    screen.with(activity -> ((MainActivity) activity).openModel(imported));
    screen.settle();
    gallery.take(screen, "imported-model");
    screen.click(R.id.delete_model);
    gallery.takeSheet(screen, "delete-model");
    screen.closeDialog();
    screen.click(R.id.page_back);
  }

  private static JobState converting() {
    String file = "smollm2-135m-instruct-q8_0.gguf";
    JobRecord job =
        new JobRecord(
            file,
            JobRecord.Kind.FILE,
            file,
            "content://samples/1",
            "",
            false,
            JobRecord.Status.RUNNING,
            null);
    return new JobState(job, HALFWAY);
  }

  private String imported() {
    LibraryState state = screen.app().scope().shelf().library().state().getValue();
    return Objects.requireNonNull(state, "library").models().stream()
        .filter(Predicate.not(ModelCard::builtIn))
        .map(ModelCard::id)
        .findFirst()
        .orElseThrow();
  }

  private void menus() throws IOException {
    screen.with(activity -> activity.findViewById(R.id.question).performLongClick());
    screen.settle();
    gallery.takeMenu(screen, "menu-question");
    screen.closeMenu();
    screen.with(
        activity -> ((View) activity.findViewById(R.id.answer).getParent()).performLongClick());
    screen.settle();
    gallery.takeMenu(screen, "menu-answer");
    screen.choose(words(R.string.select_text));
    gallery.takeSheet(screen, "select-text");
    screen.closeDialog();
    screen.click(R.id.more);
    gallery.takeMenu(screen, "menu-chat");
    screen.choose(words(R.string.rename));
    gallery.takeSheet(screen, "rename");
    screen.closeDialog();
  }

  private String words(int id) {
    return screen.read(activity -> activity.getString(id));
  }

  /** The bar of an answer that is read, as far as a phone without a voice can have it. */
  private void voice() throws IOException {
    screen.with(
        activity -> {
          LiveData<ReadAloudState> state = voiceOf(activity).readAloud().state();
          ((MutableLiveData<ReadAloudState>) state).setValue(new ReadAloudState.Reading(0));
        });
    screen.redraw();
    gallery.take(screen, "read-aloud");
    screen.with(activity -> voiceOf(activity).readAloud().stop());
    screen.settle();
  }

  private static VoiceModel voiceOf(Activity activity) {
    return ThreeStyles.of(ThreeStyles.page(activity), VoiceModel.class);
  }

  /** Over the sheet that they are a value and a name of. */
  private void values() throws IOException {
    screen.click(R.id.preset);
    View sheet = screen.dialog();
    press(sheet.findViewById(R.id.temperature).findViewById(R.id.row_value));
    gallery.takeSheet(screen, "type-value");
    screen.closeDialog();
    press(sheet.findViewById(R.id.preset_save));
    gallery.takeSheet(screen, "preset-name");
    screen.closeDialog();
  }

  private void press(View button) {
    screen.with(activity -> button.performClick());
    screen.settle();
  }
}
