package dev.ember.app.attach;

import android.content.ContentResolver;
import android.content.Context;
import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.SavedStateHandleSupport;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import androidx.lifecycle.viewmodel.CreationExtras;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.jobs.FileOffers;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the question that is being written: outlives a rotation and, cut to what fits and
 * unless that is very long, the process.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the file is read on the thread for what other apps offer.
 */
public final class AttachModel extends ViewModel {
  private static final String NAME = "attached.name";
  private static final String TEXT = "attached.text";
  private static final String WHOLE = "attached.whole";

  /**
   * More of a text does not outlive the process. The system takes one megabyte of state from all
   * screens of an app together, two bytes a character, and ends the app that hands it more.
   */
  private static final int MOST_SAVED_CHARS = 50_000;

  private final AppScope scope;
  private final ContentResolver files;
  private final SavedStateHandle saved;
  private final MutableLiveData<AttachState> state = new MutableLiveData<>();

  /** Whoever reads for a former one comes too late. */
  private int taken;

  /** A file that goes along, or none: there again should the one that is read be refused. */
  private AttachState settled;

  /**
   * Files that somebody gives.
   *
   * @param number how many were given before, and this one
   * @param settings how the chat answers: a file gets what they leave of the window
   * @param leftOut how many are not looked at
   */
  private record Gift(int number, long chatId, AnswerSettings settings, int leftOut) {}

  private AttachModel(AppScope scope, ContentResolver files, SavedStateHandle saved) {
    this.scope = scope;
    this.files = files;
    this.saved = saved;
    String name = saved.get(NAME);
    String text = saved.get(TEXT);
    Integer whole = saved.get(WHOLE);
    settled =
        name == null || text == null || whole == null
            ? new AttachState.None()
            : new AttachState.Attached(name, text, whole);
    state.setValue(settled);
  }

  public static ViewModelProvider.Factory factory(Context context) {
    AppScope scope = AppScope.of(context);
    ContentResolver files = context.getApplicationContext().getContentResolver();
    return new ViewModelProvider.Factory() {
      @Override
      public <T extends ViewModel> T create(Class<T> wanted, CreationExtras extras) {
        SavedStateHandle saved = SavedStateHandleSupport.createSavedStateHandle(extras);
        return Objects.requireNonNull(wanted.cast(new AttachModel(scope, files, saved)));
      }
    };
  }

  public LiveData<AttachState> state() {
    return state;
  }

  /** What goes along, or null. */
  public AttachState.@Nullable Attached attached() {
    return state.getValue() instanceof AttachState.Attached file ? file : null;
  }

  /**
   * Takes the first of some files in place of the one before, which stays if it is refused.
   *
   * @param given one at the least
   * @param settings how the chat answers: the file gets what they leave of the window
   */
  public void take(List<Uri> given, long chatId, AnswerSettings settings) {
    taken++;
    Gift gift = new Gift(taken, chatId, settings, given.size() - 1);
    Uri uri = given.get(0);
    state.setValue(new AttachState.Reading(""));
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              String offered = new FileOffers(files).name(uri);
              String name = offered == null || offered.isEmpty() ? "file" : offered;
              AttachState read = read(uri, name, gift.leftOut());
              scope.executors().main().execute(() -> measure(gift, read));
            });
  }

  private AttachState read(Uri uri, String name, int leftOut) {
    AttachState.Reason refused;
    try (InputStream in = files.openInputStream(uri)) {
      if (in != null) {
        String text = TextFile.read(in);
        return new AttachState.Attached(name, text, text.length());
      }
      refused = AttachState.Reason.GONE;
    } catch (NotTextException noText) {
      refused = noText.reason();
    } catch (IOException | RuntimeException gone) { // a provider's exception comes as it is
      refused = AttachState.Reason.GONE;
    }
    return new AttachState.Refused(name, refused, leftOut);
  }

  private void measure(Gift gift, AttachState read) {
    if (gift.number() != taken) {
      return;
    }
    if (!(read instanceof AttachState.Attached whole)) {
      state.setValue(read);
      return;
    }
    state.setValue(new AttachState.Reading(whole.name()));
    scope
        .engine()
        .fitText(
            gift.chatId(),
            whole.text(),
            gift.settings(),
            chars -> {
              if (gift.number() == taken) {
                attach(whole, chars, gift.leftOut());
              }
            });
  }

  private void attach(AttachState.Attached whole, int chars, int leftOut) {
    if (chars == 0) {
      state.setValue(new AttachState.Refused(whole.name(), AttachState.Reason.NO_ROOM, leftOut));
      return;
    }
    AttachState.Attached fits =
        new AttachState.Attached(
            whole.name(), whole.text().substring(0, chars), whole.wholeChars());
    save(fits);
    settled = fits;
    state.setValue(leftOut == 0 ? fits : new AttachState.LeftOut(leftOut));
  }

  private void save(AttachState.Attached file) {
    if (file.text().length() > MOST_SAVED_CHARS) {
      forget(); // nor is the one before to come back in its place
      return;
    }
    saved.set(NAME, file.name());
    saved.set(TEXT, file.text());
    saved.set(WHOLE, file.wholeChars());
  }

  private void forget() {
    saved.remove(NAME);
    saved.remove(TEXT);
    saved.remove(WHOLE);
  }

  /**
   * Ends what is shown: of a file that is being read, of a refusal and of files left out the file
   * before remains; the file itself no longer goes along.
   */
  public void dismiss() {
    taken++;
    if (state.getValue() instanceof AttachState.Attached) {
      forget();
      settled = new AttachState.None();
    }
    state.setValue(settled);
  }
}
