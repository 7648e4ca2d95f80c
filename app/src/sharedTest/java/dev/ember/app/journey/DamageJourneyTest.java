package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A file of the chats that something has written over while the app did not run. */
@RunWith(AndroidJUnit4.class)
public final class DamageJourneyTest {
  private static final int LENGTH = 8192;

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void database_writtenOver_isSaidToBeDamagedAndWhatWasFound() {
    app.killAndReopen(DamageJourneyTest::writeOverTheDatabase, () -> {});
    app.see(allOf(withId(R.id.empty_title), withText(R.string.list_failed_title)));
    app.seeNot(withId(R.id.empty_new_chat)); // none could be kept
    app.click(withId(R.id.list_details));
    app.seeInDialog(withText(containsString("not a database")));
  }

  private static void writeOverTheDatabase() {
    Path file = ApplicationProvider.getApplicationContext().getDatabasePath("ember.db").toPath();
    try {
      byte[] damaged = new byte[LENGTH];
      Arrays.fill(damaged, (byte) 'x');
      Files.write(file, damaged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
