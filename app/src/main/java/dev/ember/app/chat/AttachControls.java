package dev.ember.app.chat;

import android.net.Uri;
import android.os.Bundle;
import android.util.Pair;
import android.view.View;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.StringRes;
import androidx.core.os.BundleCompat;
import androidx.core.view.ContentInfoCompat;
import androidx.core.view.ViewCompat;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.LifecycleOwner;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.Observer;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.attach.AttachModel;
import dev.ember.app.attach.AttachState;
import dev.ember.app.attach.Quote;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.settings.Haptics;
import dev.ember.app.widget.FileDrop;
import dev.ember.app.widget.FilePicker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The paper clip: picks a text file, says how much of it goes along, and lets it go again. */
final class AttachControls {
  /** A file is a text if its contents say so: many a source file has no type. */
  private static final String[] ANY_TYPE = {"*/*"};

  /** What a file may be that is dropped on the field or pasted into it. */
  private static final String[] FILE_TYPES = {"text/*", "application/*"};

  /** Of the chat's arguments: files that it was opened for, until they are looked at. */
  private static final String GIVEN = "attach.given";

  private final ChatFragment chat;
  private final FilePicker<String[], @Nullable Uri> picker;
  private boolean takesGiven;

  /** To be made while the fragment is. */
  AttachControls(ChatFragment chat) {
    this.chat = chat;
    picker = new FilePicker<>(chat, new ActivityResultContracts.OpenDocument(), this::picked);
  }

  /** Has a chat begin with files beside its question. */
  static void give(Bundle arguments, List<Uri> files) {
    arguments.putParcelableArrayList(GIVEN, new ArrayList<>(files));
  }

  private AttachModel model() {
    return AttachModel.of(chat, chat.chatId());
  }

  /**
   * @param restored whether the chat was shown before, in a window that is gone
   * @param changed hears whether there is a file
   */
  void bind(View root, boolean restored, Consumer<Boolean> changed) {
    ComposerBar bar =
        new ComposerBar(root, R.id.attach_bar, R.drawable.ic_24_file)
            .ending(R.drawable.ic_24_close, R.string.remove_attachment, () -> model().dismiss());
    ViewCompat.requireViewById(root, R.id.attach)
        .setOnClickListener(
            view -> picker.pick(ANY_TYPE, sentence -> note(root, chat.getString(sentence))));
    root.setOnDragListener(new FileDrop(chat.requireActivity(), this::given));
    ViewCompat.setOnReceiveContentListener(
        ViewCompat.<View>requireViewById(root, R.id.field), FILE_TYPES, this::received);
    model()
        .state()
        .observe(
            chat.getViewLifecycleOwner(),
            state -> {
              if (takesGiven && !(state instanceof AttachState.Reading)) {
                chat.requireArguments().remove(GIVEN); // till then the process may die
              }
              show(state, bar, root);
              changed.accept(model().attached() != null);
            });
    chat.getViewLifecycleOwner()
        .getLifecycle()
        .addObserver(
            new DefaultLifecycleObserver() {
              @Override
              public void onStart(LifecycleOwner screen) {
                model().readAnew();
              }

              @Override
              public void onStop(LifecycleOwner screen) {
                if (chat.requireActivity().isFinishing()) {
                  model().closesForGood();
                }
              }
            });
    takeGiven(takesGiven || restored);
  }

  /**
   * Once it is known how the chat answers, for that takes its part of the window.
   *
   * @param again whether somebody may have begun with them before
   */
  private void takeGiven(boolean again) {
    LiveData<ChatScreen> screen = ChatFragment.model(chat).state();
    screen.observe(
        chat.getViewLifecycleOwner(),
        new Observer<>() {
          @Override
          public void onChanged(ChatScreen state) {
            List<Uri> files =
                BundleCompat.getParcelableArrayList(chat.requireArguments(), GIVEN, Uri.class);
            if (files == null) {
              screen.removeObserver(this);
            } else if (state instanceof ChatState) {
              screen.removeObserver(this);
              whenKnown(() -> takeGiven(files, again));
            }
          }
        });
  }

  private void takeGiven(List<Uri> files, boolean again) {
    if (again && model().attached() != null) { // a window before this has kept it
      chat.requireArguments().remove(GIVEN);
      return;
    }
    if (!again || !(model().state().getValue() instanceof AttachState.Reading)) {
      model().takeUnlessLeft(files, settings());
    }
    takesGiven = true;
  }

  private void show(AttachState state, ComposerBar bar, View root) {
    if (state instanceof AttachState.Attached file) {
      bar.say(words(file));
    } else if (state instanceof AttachState.Reading reading) {
      bar.say(
          reading.name().isEmpty()
              ? chat.getString(R.string.attach_reading)
              : chat.getString(R.string.attach_reading_name, reading.name()));
    } else if (state instanceof AttachState.Refused refused) {
      Haptics.reject(root);
      tell(root, words(refused));
    } else if (state instanceof AttachState.LeftOut others) {
      tell(root, leftOut(others.files()));
    } else {
      bar.hide();
    }
  }

  /** Once; the bar goes back to the file that goes along, if one does. */
  private void tell(View root, String words) {
    model().dismiss();
    note(root, words);
  }

  private String words(AttachState.Attached file) {
    return file.cut()
        ? chat.getString(
            R.string.attached_cut, file.name(), file.text().length(), file.wholeChars())
        : chat.getResources()
            .getQuantityString(
                R.plurals.attached_whole, file.wholeChars(), file.name(), file.wholeChars());
  }

  private String words(AttachState.Refused refused) {
    String why = chat.getString(words(refused.reason()), refused.name());
    return refused.leftOut() == 0 ? why : why + '\n' + leftOut(refused.leftOut());
  }

  private String leftOut(int files) {
    return chat.getResources().getQuantityString(R.plurals.attach_left_out, files, files);
  }

  @StringRes
  private static int words(AttachState.Reason reason) {
    return switch (reason) {
      case BINARY -> R.string.attach_binary;
      case EMPTY -> R.string.attach_empty;
      case GONE -> R.string.attach_gone;
      case NO_ROOM -> R.string.attach_no_room;
    };
  }

  private static void note(View root, String words) {
    Snackbar.make(root, words, Snackbar.LENGTH_LONG)
        .setAnchorView(ViewCompat.<View>requireViewById(root, R.id.composer_column))
        .show();
  }

  private void picked(@Nullable Uri uri) {
    if (uri != null) {
      given(List.of(uri));
    }
  }

  private void given(List<Uri> files) {
    model().take(files, settings());
  }

  /** Takes the files of it; what is left is text for the field. */
  private @Nullable ContentInfoCompat received(View field, ContentInfoCompat content) {
    Pair<ContentInfoCompat, ContentInfoCompat> parts = content.partition(FileDrop::isFile);
    if (parts.first != null) {
      given(FileDrop.files(parts.first.getClip()));
    }
    return parts.second;
  }

  private AnswerSettings settings() {
    return ChatFragment.model(chat).state().getValue() instanceof ChatState state
        ? state.settings()
        : AnswerSettings.NONE;
  }

  /**
   * Whether a question has to wait for a file that is still read, or because the database has not
   * said yet whether there is one; says so if it has.
   */
  boolean waitsForFile() {
    boolean waits = reads() || !model().isKnown();
    if (waits) {
      note(chat.requireView(), chat.getString(R.string.attach_wait));
    }
    return waits;
  }

  /** Also one that the chat was opened for and that is not looked at yet. */
  private boolean reads() {
    return model().state().getValue() instanceof AttachState.Reading
        || chat.requireArguments().containsKey(GIVEN);
  }

  /**
   * Runs a step that sends once it is known what goes along: a file that is shown may have gone
   * with the question of another window. Another that came in its place is shown first: nothing
   * goes along that its sender has not seen.
   */
  void whenRead(Runnable send) {
    Long seen = model().row();
    if (!model().isKnown() || model().attached() != null) {
      model().readAnew();
    }
    whenKnown(
        () -> {
          if (seen != null && model().row() != null && !seen.equals(model().row())) {
            note(chat.requireView(), chat.getString(R.string.attach_another));
          } else {
            send.run();
          }
        });
  }

  /** Runs a step of this screen once it is known whether the chat has a file. */
  private void whenKnown(Runnable step) {
    View root = chat.requireView();
    model()
        .whenRead(
            () -> {
              if (root.equals(chat.getView())) {
                step.run();
              }
            });
  }

  /** The question as it is sent: with the file, if there is one. */
  UnsentQuestion quoted(String question) {
    AttachState.Attached file = model().attached();
    return file == null
        ? UnsentQuestion.of(question)
        : new UnsentQuestion(Quote.of(question, file, chat.getResources()), model().row());
  }

  /** What comes back into the field if it is refused: all of it, unless the file is there again. */
  String unquoted(String question, UnsentQuestion quoted) {
    return model().isKept() ? question : quoted.text();
  }

  /** The question is on its way, and the file with it. */
  void sent() {
    model().sent();
  }

  /** Whether there is a file, or one is read. */
  boolean any() {
    return model().attached() != null || reads();
  }
}
