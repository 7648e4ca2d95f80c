package dev.ember.app.inside.page;

import android.content.Context;
import android.content.res.Configuration;
import android.view.View;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.scope.AppScope;
import dev.ember.app.text.Language;
import java.util.Locale;

/**
 * Says, where a text is mostly Chinese, that the model has no pieces for Chinese characters, and
 * offers an English text in its place: what such a model makes of bytes teaches nothing.
 */
final class HanNotice {
  private final HanModel model;
  private final View notice;
  private boolean asks;

  HanNotice(Fragment screen, View root) {
    notice = ViewCompat.requireViewById(root, R.id.inside_han);
    model =
        new ViewModelProvider(
                screen,
                AppScope.viewModels(
                    HanModel.class, () -> new HanModel(screen.requireActivity().getApplication())))
            .get(HanModel.class);
    model.knowsHan().observe(screen.getViewLifecycleOwner(), this::show);
  }

  private void show(LabState<Boolean> known) {
    boolean none = known instanceof LabState.Done<Boolean> done && !done.result();
    notice.setVisibility(asks && none ? View.VISIBLE : View.GONE);
  }

  /** Another text, or another model. */
  void look(String modelId, String text) {
    asks = isMostlyHan(text);
    if (asks) {
      model.ask(modelId);
    }
    LabState<Boolean> known = model.knowsHan().getValue();
    if (known != null) {
      show(known);
    }
  }

  /** What to do with the English text that the reader takes. */
  void onTaken(InsideScreen screen, InsideInput input) {
    ViewCompat.requireViewById(notice, R.id.inside_han_example)
        .setOnClickListener(view -> input.setText(english(notice.getContext(), screen)));
  }

  /** Whether there are more Chinese characters in it than other letters. */
  static boolean isMostlyHan(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    return 2 * Language.han(text) > letters;
  }

  private static String english(Context context, InsideScreen screen) {
    Configuration english = new Configuration(context.getResources().getConfiguration());
    english.setLocale(Locale.ENGLISH);
    return context.createConfigurationContext(english).getString(example(screen));
  }

  /** What the lesson about a screen has. */
  @StringRes
  private static int example(InsideScreen screen) {
    return switch (screen) {
      case TOKENS -> R.string.lesson_token_try_text;
      case MEANING -> R.string.lesson_vector_try_text;
      case POSITIONS -> R.string.lesson_position_try_text;
      case ATTENTION -> R.string.lesson_attention_try_text;
      case WHY, ONE_TOKEN, WINDOW -> R.string.lesson_next_word_try_text;
      case RAISED -> R.string.lesson_pretraining_try_text;
      case LABELLER -> R.string.lesson_tuning_try_text;
    };
  }
}
