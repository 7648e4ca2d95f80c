package dev.ember.app.attach;

import android.content.ContentResolver;
import android.content.Context;
import android.net.Uri;
import androidx.core.content.ContextCompat;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.SavedStateHandleSupport;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import androidx.lifecycle.viewmodel.CreationExtras;
import dev.ember.app.R;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the question that is being written: outlives a rotation and, cut to what fits,
 * the process. A long text does so in a file; should the system have cleared that, its name is
 * there to be said. In a temporary chat nothing of it is kept anywhere but here.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the file is read on the thread for what other apps offer.
 */
public final class AttachModel extends ViewModel {
  private static final String NAME = "attached.name";
  private static final String TEXT = "attached.text";
  private static final String WHOLE = "attached.whole";
  private static final String FILE = "attached.file";

  /** Of the app's cache. */
  private static final String FOLDER = "attached";

  /**
   * More of a text goes to a file. The system takes one megabyte of state from all screens of an
   * app together, two bytes a character, and ends the app that hands it more; and chats lie one
   * over another.
   */
  public static final int MOST_SAVED_CHARS = 4_000;

  private final AppScope scope;
  private final ContentResolver files;
  private final Supplier<String> unnamed;
  private final KeptTexts texts;
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

  AttachModel(Context app, AppScope scope, SavedStateHandle saved) {
    this.scope = scope;
    files = app.getContentResolver();
    unnamed = () -> ContextCompat.getString(app, R.string.unnamed_file);
    texts = new KeptTexts(() -> app.getCacheDir().toPath().resolve(FOLDER));
    this.saved = saved;
    String name = saved.get(NAME);
    String text = saved.get(TEXT);
    Integer whole = saved.get(WHOLE);
    settled =
        name == null || text == null || whole == null
            ? new AttachState.None()
            : new AttachState.Attached(name, text, whole);
    state.setValue(settled);
    String kept = saved.get(FILE);
    if (name != null && kept != null && whole != null) {
      readKept(name, kept, whole);
    }
  }

  private void readKept(String name, String kept, int whole) {
    taken++;
    int number = taken;
    state.setValue(new AttachState.Reading(name));
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              AttachState read = kept(name, kept, whole);
              scope.executors().main().execute(() -> takeKept(number, read));
            });
  }

  private AttachState kept(String name, String kept, int whole) {
    try {
      return new AttachState.Attached(name, texts.read(kept), whole);
    } catch (IOException cleared) {
      return new AttachState.Refused(name, AttachState.Reason.GONE, 0);
    }
  }

  private void takeKept(int number, AttachState read) {
    if (number != taken) {
      return;
    }
    if (read instanceof AttachState.Attached) {
      settled = read;
    }
    state.setValue(read);
  }

  public static ViewModelProvider.Factory factory(Context context) {
    AppScope scope = AppScope.of(context);
    Context app = context.getApplicationContext();
    return new ViewModelProvider.Factory() {
      @Override
      public <T extends ViewModel> T create(Class<T> wanted, CreationExtras extras) {
        SavedStateHandle saved = SavedStateHandleSupport.createSavedStateHandle(extras);
        return Objects.requireNonNull(wanted.cast(new AttachModel(app, scope, saved)));
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
              String offered = scope.shelf().offers().name(uri);
              String name = offered == null || offered.isEmpty() ? unnamed.get() : offered;
              AttachState read = read(uri, name, gift.leftOut());
              scope.executors().main().execute(() -> measure(gift, read));
            });
  }

  private AttachState read(Uri uri, String name, int leftOut) {
    AttachState.Reason refused;
    try {
      String text = OfferedText.read(files, uri);
      return new AttachState.Attached(name, text, text.length());
    } catch (NotTextException noText) {
      refused = noText.reason();
    } catch (IOException gone) {
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
                attach(gift, whole, chars);
              }
            });
  }

  private void attach(Gift gift, AttachState.Attached whole, int chars) {
    int leftOut = gift.leftOut();
    if (chars == 0) {
      state.setValue(new AttachState.Refused(whole.name(), AttachState.Reason.NO_ROOM, leftOut));
      return;
    }
    AttachState.Attached fits =
        new AttachState.Attached(
            whole.name(), whole.text().substring(0, chars), whole.wholeChars());
    forget();
    if (!ChatRepository.isTemporary(gift.chatId())) { // which is gone with the process, unwritten
      save(fits);
    }
    settled = fits;
    state.setValue(leftOut == 0 ? fits : new AttachState.LeftOut(leftOut));
  }

  private void save(AttachState.Attached file) {
    saved.set(NAME, file.name());
    saved.set(WHOLE, file.wholeChars());
    if (file.text().length() <= MOST_SAVED_CHARS) {
      saved.set(TEXT, file.text());
      return;
    }
    String kept = UUID.randomUUID().toString();
    saved.set(FILE, kept);
    onFiles(() -> texts.write(kept, file.text(), scope.clockMs().getAsLong()));
  }

  private void forget() {
    String kept = saved.remove(FILE);
    if (kept != null) {
      onFiles(() -> texts.delete(kept));
    }
    saved.remove(NAME);
    saved.remove(TEXT);
    saved.remove(WHOLE);
  }

  private interface FileStep {
    void run() throws IOException;
  }

  /** What cannot be written is said when it is looked for. */
  private void onFiles(FileStep step) {
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              try {
                step.run();
              } catch (IOException full) {
                return;
              }
            });
  }

  /**
   * Ends what is shown: of a file that is being read, of a refusal and of files left out the file
   * before remains; the file itself no longer goes along.
   */
  public void dismiss() {
    taken++;
    if (state.getValue() instanceof AttachState.Attached || settled instanceof AttachState.None) {
      forget();
      settled = new AttachState.None();
    }
    state.setValue(settled);
  }
}
