package dev.ember.app.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.app.Activity;
import android.app.Instrumentation.ActivityResult;
import android.content.ClipData;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import androidx.core.content.FileProvider;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.runner.intent.IntentStubberRegistry;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** Other apps as a test wants them: they answer at once, and what they were asked is kept. */
public final class OtherApps extends ExternalResource {
  private final List<Intent> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Intent> answers = new HashMap<>();

  @Override
  protected void before() throws ReflectiveOperationException {
    forgetFolders();
    IntentStubberRegistry.load(this::answer);
  }

  /**
   * The provider's class keeps the app's folders, which each test on a JVM has at another place.
   */
  public static void forgetFolders() throws ReflectiveOperationException {
    Field kept = FileProvider.class.getDeclaredField("sCache");
    kept.setAccessible(true);
    ((Map<?, ?>) Objects.requireNonNull(kept.get(null), "cache")).clear();
  }

  @Override
  protected void after() {
    IntentStubberRegistry.reset();
  }

  private @Nullable ActivityResult answer(Intent intent) {
    ComponentName component = intent.getComponent();
    if (component != null && component.getPackageName().equals(context().getPackageName())) {
      return null; // this app
    }
    asked.add(intent);
    Intent answer = answers.get(intent.getAction());
    return answer == null
        ? new ActivityResult(Activity.RESULT_CANCELED, null)
        : new ActivityResult(Activity.RESULT_OK, answer);
  }

  /** From now on, whoever is asked for {@code action} gives these files, one at the least. */
  void give(String action, Uri... files) {
    Intent answer = new Intent();
    if (files.length == 1) {
      answer.setData(files[0]);
    } else {
      ClipData together = ClipData.newRawUri("files", files[0]);
      for (Uri file : Arrays.asList(files).subList(1, files.length)) {
        together.addItem(new ClipData.Item(file));
      }
      answer.setClipData(together);
    }
    answers.put(action, answer);
  }

  /** A file of another app. */
  static Uri file(String name, byte[] contents) throws IOException {
    File folder = new File(context().getCacheDir(), "shared");
    Files.createDirectories(folder.toPath());
    File file = new File(folder, name);
    Files.write(file.toPath(), contents);
    return FileProvider.getUriForFile(context(), context().getPackageName() + ".files", file);
  }

  /** What another app reads in a file that was shared with it. */
  static String read(Uri file) throws IOException {
    try (InputStream input =
        Objects.requireNonNull(context().getContentResolver().openInputStream(file), "input")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int next = input.read(); next >= 0; next = input.read()) {
        bytes.write(next);
      }
      return new String(bytes.toByteArray(), UTF_8);
    }
  }

  /** What another app was asked last, without the chooser around it. */
  Intent last() {
    if (asked.isEmpty()) {
      throw new AssertionError("expected that another app was asked but none was");
    }
    Intent last = asked.get(asked.size() - 1);
    return Intent.ACTION_CHOOSER.equals(last.getAction())
        ? Objects.requireNonNull(last.<Intent>getParcelableExtra(Intent.EXTRA_INTENT), "chosen")
        : last;
  }

  boolean wereAsked() {
    return !asked.isEmpty();
  }

  private static Context context() {
    return ApplicationProvider.getApplicationContext();
  }
}
