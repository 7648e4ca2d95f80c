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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the question that is being written: outlives a rotation and, cut to what fits,
 * the process.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the file is read on the thread for what other apps offer.
 */
public final class AttachModel extends ViewModel {
  private static final String NAME = "attached.name";
  private static final String TEXT = "attached.text";
  private static final String WHOLE = "attached.whole";

  private final AppScope scope;
  private final ContentResolver files;
  private final SavedStateHandle saved;
  private final MutableLiveData<AttachState> state = new MutableLiveData<>();

  /** Whoever reads for a former one comes too late. */
  private int taken;

  private AttachModel(AppScope scope, ContentResolver files, SavedStateHandle saved) {
    this.scope = scope;
    this.files = files;
    this.saved = saved;
    String name = saved.get(NAME);
    String text = saved.get(TEXT);
    Integer whole = saved.get(WHOLE);
    state.setValue(
        name == null || text == null || whole == null
            ? new AttachState.None()
            : new AttachState.Attached(name, text, whole));
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
   * Takes a file in place of the one before.
   *
   * @param settings how the chat answers: the file gets what they leave of the window
   */
  public void take(Uri uri, long chatId, AnswerSettings settings) {
    taken++;
    int mine = taken;
    state.setValue(new AttachState.Reading(""));
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              String offered = new FileOffers(files).name(uri);
              String name = offered == null || offered.isEmpty() ? "file" : offered;
              AttachState read = read(uri, name);
              scope.executors().main().execute(() -> measure(mine, chatId, settings, read));
            });
  }

  private AttachState read(Uri uri, String name) {
    try (InputStream in = files.openInputStream(uri)) {
      if (in == null) {
        return new AttachState.Refused(name, AttachState.Reason.GONE);
      }
      String text = TextFile.read(in);
      return new AttachState.Attached(name, text, text.length());
    } catch (NotTextException refused) {
      return new AttachState.Refused(name, refused.reason());
    } catch (FileNotFoundException | SecurityException | IllegalArgumentException gone) {
      return new AttachState.Refused(name, AttachState.Reason.GONE);
    } catch (IOException brokeOff) {
      return new AttachState.Refused(name, AttachState.Reason.GONE);
    }
  }

  private void measure(int mine, long chatId, AnswerSettings settings, AttachState read) {
    if (mine != taken) {
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
            chatId,
            whole.text(),
            settings,
            chars -> {
              if (mine == taken) {
                attach(whole, chars);
              }
            });
  }

  private void attach(AttachState.Attached whole, int chars) {
    if (chars == 0) {
      state.setValue(new AttachState.Refused(whole.name(), AttachState.Reason.NO_ROOM));
      return;
    }
    AttachState.Attached fits =
        new AttachState.Attached(
            whole.name(), whole.text().substring(0, chars), whole.wholeChars());
    saved.set(NAME, fits.name());
    saved.set(TEXT, fits.text());
    saved.set(WHOLE, fits.wholeChars());
    state.setValue(fits);
  }

  /** Nothing goes along any more. */
  public void remove() {
    taken++;
    saved.remove(NAME);
    saved.remove(TEXT);
    saved.remove(WHOLE);
    state.setValue(new AttachState.None());
  }
}
