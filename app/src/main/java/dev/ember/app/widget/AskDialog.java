package dev.ember.app.widget;

import android.app.Dialog;
import android.os.Bundle;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one of several things, or whether something is meant. The answer comes back as a
 * fragment result, so the dialog survives a rotation; and as a fragment it is covered while the app
 * is locked, which a dialog by itself is not.
 */
public final class AskDialog extends DialogFragment {
  /** In the fragment result: what was chosen, or what was confirmed. */
  public static final String ANSWER = "answer";

  private static final String REQUEST = "request";
  private static final String TITLE = "title";
  private static final String MESSAGE = "message";
  private static final String NAMES = "names";
  private static final String ANSWERS = "answers";
  private static final String NOW = "now";
  private static final String BUTTON = "button";
  private static final String BUTTON_ANSWER = "buttonAnswer";

  /**
   * One of several things.
   *
   * @param answer what comes back
   * @param name what is read
   */
  public record Choice(String answer, String name) {}

  /**
   * Asks for one of several things.
   *
   * @param requestKey under which the answer comes
   * @param now the answer that holds now; null for none of these
   */
  public static AskDialog forOne(
      String requestKey, String title, List<Choice> choices, @Nullable String now) {
    ArrayList<String> names = new ArrayList<>();
    ArrayList<String> answers = new ArrayList<>();
    for (Choice choice : choices) {
      names.add(choice.name());
      answers.add(choice.answer());
    }
    Bundle arguments = arguments(requestKey, title);
    arguments.putStringArrayList(NAMES, names);
    arguments.putStringArrayList(ANSWERS, answers);
    arguments.putInt(NOW, answers.indexOf(now));
    return of(arguments);
  }

  /**
   * Asks whether something is meant; there is no answer if it is not.
   *
   * @param requestKey under which the answer comes
   * @param answer that comes back if it is
   * @param button what it is called
   */
  public static AskDialog whether(
      String requestKey, String answer, String title, String message, @StringRes int button) {
    Bundle arguments = arguments(requestKey, title);
    arguments.putString(MESSAGE, message);
    arguments.putInt(BUTTON, button);
    arguments.putString(BUTTON_ANSWER, answer);
    return of(arguments);
  }

  private static Bundle arguments(String requestKey, String title) {
    Bundle arguments = new Bundle();
    arguments.putString(REQUEST, requestKey);
    arguments.putString(TITLE, title);
    return arguments;
  }

  private static AskDialog of(Bundle arguments) {
    AskDialog dialog = new AskDialog();
    dialog.setArguments(arguments);
    return dialog;
  }

  /** The same with a button beside the choices. */
  public AskDialog or(String answer, @StringRes int button) {
    requireArguments().putInt(BUTTON, button);
    requireArguments().putString(BUTTON_ANSWER, answer);
    return this;
  }

  /** Shows it unless it is shown already, or the screens are kept by the system. */
  public void over(FragmentManager screens) {
    if (!screens.isStateSaved() && screens.findFragmentByTag(request()) == null) {
      show(screens, request());
    }
  }

  /** Hears of the answers to what is asked over a screen's own children, while it has views. */
  public static void listen(Fragment screen, String requestKey, Consumer<String> answered) {
    screen
        .getChildFragmentManager()
        .setFragmentResultListener(
            requestKey,
            screen.getViewLifecycleOwner(),
            (key, result) -> answered.accept(result.getString(ANSWER, "")));
  }

  /** A model's name in the question may take more than Material's two lines. */
  @Override
  public void onStart() {
    super.onStart();
    TextView title = requireDialog().findViewById(androidx.appcompat.R.id.alertTitle);
    if (title != null) {
      title.setSingleLine(false);
    }
  }

  private String request() {
    return Objects.requireNonNull(requireArguments().getString(REQUEST), REQUEST);
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    Bundle arguments = requireArguments();
    DialogBuilder builder = new DialogBuilder(requireContext());
    builder.setTitle(arguments.getString(TITLE));
    List<String> names = arguments.getStringArrayList(NAMES);
    int button = arguments.getInt(BUTTON);
    if (names == null) {
      builder
          .setMessage(arguments.getString(MESSAGE))
          .setNegativeButton(R.string.cancel, null)
          .setPositiveButton(button, (dialog, which) -> confirm());
      return builder.create();
    }
    builder.setSingleChoiceItems(
        names.toArray(new String[0]), arguments.getInt(NOW), (dialog, which) -> choose(which));
    if (button != 0) {
      builder.setNeutralButton(button, (dialog, which) -> confirm());
    }
    return builder.create();
  }

  private void choose(int which) {
    List<String> answers = requireArguments().getStringArrayList(ANSWERS);
    dismiss();
    deliver(Objects.requireNonNull(answers, ANSWERS).get(which));
  }

  private void confirm() {
    deliver(requireArguments().getString(BUTTON_ANSWER, ""));
  }

  private void deliver(String answer) {
    Bundle result = new Bundle();
    result.putString(ANSWER, answer);
    getParentFragmentManager().setFragmentResult(request(), result);
  }
}
