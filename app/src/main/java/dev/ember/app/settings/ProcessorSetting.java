package dev.ember.app.settings;

import android.content.Context;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.DialogBuilder;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Verdict;
import java.io.IOException;
import java.util.List;

/** What models run on: chosen here, and what is known of the GPU. */
final class ProcessorSetting {
  private final Fragment page;
  private final TextView more;

  /**
   * @param more the row's second line
   */
  ProcessorSetting(Fragment page, TextView more) {
    this.page = page;
    this.more = more;
  }

  /** The choice now, and the sentence as soon as the model's thread has the time to look it up. */
  void show() {
    more.setText(name(settings().processor()));
    AppScope scope = scope();
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
    if (shelf.library().tuningOf(id).threads() != null) {
      return context.getString(R.string.gpu_threads);
    }
    List<Verdict> verdicts = List.of();
    GpuObstacle obstacle = null;
    try {
      verdicts = shelf.models().verdicts(id);
      obstacle = shelf.models().gpuObstacle(id);
    } catch (IOException unreadable) {
      // As if nothing had been tried: the next answer says what is wrong with the model.
    }
    return GpuWords.of(verdicts, obstacle, context);
  }

  void choose() {
    Choice[] choices = Choice.values();
    String[] names = new String[choices.length];
    for (int i = 0; i < choices.length; i++) {
      names[i] = page.getString(name(choices[i]));
    }
    new DialogBuilder(page.requireContext())
        .setTitle(R.string.processor)
        .setSingleChoiceItems(
            names,
            settings().processor().ordinal(),
            (dialog, which) -> {
              dialog.dismiss();
              settings().setProcessor(choices[which]);
              openAgain();
            })
        .setNeutralButton(R.string.processor_again, (dialog, which) -> tryAgain())
        .show();
  }

  private void tryAgain() {
    AppScope scope = scope();
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
    scope().engine().relieveMemory();
    show();
  }

  private AppScope scope() {
    return AppScope.of(page.requireContext());
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
