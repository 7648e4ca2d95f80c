package dev.ember.app.settings;

import android.content.Context;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.AskDialog;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What models run on: chosen here, and what is known of the GPU. */
final class ProcessorSetting {
  private static final String PROCESSOR = "settings.processor";

  /** The answer that is no {@link Choice}. */
  private static final String AGAIN = "again";

  private final Fragment page;
  private final TextView more;
  private final AppScope scope;

  /**
   * @param page with its views
   * @param more the row's second line
   */
  ProcessorSetting(Fragment page, TextView more, AppScope scope) {
    this.page = page;
    this.more = more;
    this.scope = scope;
    AskDialog.listen(page, PROCESSOR, this::chosen);
  }

  /** The choice now, and the sentence as soon as the model's thread has the time to look it up. */
  void show() {
    more.setText(name(settings().processor()));
    Context context = page.requireContext();
    scope
        .executors()
        .inference()
        .execute(
            () -> {
              String sentence = sentence(scope, context);
              scope.executors().main().execute(() -> show(sentence));
            });
  }

  private void show(String sentence) {
    if (page.isAdded()) {
      String name = page.getString(name(settings().processor()));
      more.setText(page.getString(R.string.processor_with_verdict, name, sentence));
    }
  }

  private static String sentence(AppScope scope, Context context) {
    AppScope.Shelf shelf = scope.shelf();
    String id = shelf.library().defaultId();
    List<Verdict> verdicts = List.of();
    GpuObstacle obstacle = null;
    boolean wrong = false;
    try {
      wrong = shelf.models().answersWrongly(id);
      verdicts = shelf.models().verdicts(id);
      obstacle = shelf.models().gpuObstacle(id);
    } catch (IOException unreadable) {
      // As if nothing had been tried: the next answer says what is wrong with the model.
    }
    String gpu =
        shelf.library().tuningOf(id).threads() == null
            ? GpuWords.of(verdicts, obstacle, context)
            : context.getString(R.string.gpu_threads);
    return GpuWords.withCpu(wrong, verdicts, gpu, context);
  }

  void choose() {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (Choice choice : Choice.values()) {
      choices.add(new AskDialog.Choice(choice.name(), page.getString(name(choice))));
    }
    AskDialog.forOne(
            PROCESSOR, page.getString(R.string.processor), choices, settings().processor().name())
        .or(AGAIN, R.string.processor_again)
        .over(page.getChildFragmentManager());
  }

  private void chosen(String answer) {
    if (answer.equals(AGAIN)) {
      tryAgain();
    } else {
      settings().setProcessor(Choice.valueOf(answer));
      openAgain();
    }
  }

  private void tryAgain() {
    scope
        .executors()
        .inference()
        .execute(
            () -> {
              try {
                scope.shelf().models().forgetVerdicts(scope.shelf().library().defaultId());
              } catch (IOException unreadable) {
                // Then there is nothing to forget.
              }
            });
    openAgain();
  }

  /** The next question loads the model on what was chosen. */
  private void openAgain() {
    scope.engine().relieveMemory();
    show();
  }

  private Settings settings() {
    return Settings.of(page.requireContext());
  }

  private static @StringRes int name(Choice choice) {
    return switch (choice) {
      case AUTO -> R.string.processor_auto;
      case CPU -> R.string.processor_cpu;
      case GPU -> R.string.processor_gpu;
    };
  }
}
