package dev.ember.app.widget;

import android.content.Intent;
import androidx.fragment.app.Fragment;
import dev.ember.app.concurrent.AppExecutors;

/** Text that its user shares with another app: as words, or as a file where they are many. */
public final class SharedText {
  /**
   * Android hands over three copies, two for the other app and one for the list of apps, of two
   * bytes a character, and has half a megabyte for all that it hands over at once.
   */
  private static final int MOST_CHARS = 50_000;

  private static final String TYPE = "text/plain";
  private static final String FILE_NAME = "ember-chat.txt";

  private SharedText() {}

  /** Offers it to other apps. Main thread. */
  public static void share(Fragment screen, AppExecutors executors, String text) {
    if (text.length() > MOST_CHARS) {
      SharedFile.of(screen.requireContext(), FILE_NAME).share(screen, executors, TYPE, text);
      return;
    }
    Intent send = new Intent(Intent.ACTION_SEND).setType(TYPE).putExtra(Intent.EXTRA_TEXT, text);
    screen.startActivity(Intent.createChooser(send, null));
  }
}
