package dev.ember.app.journey;

import android.app.Activity;
import android.app.Instrumentation.ActivityResult;
import android.content.ComponentName;
import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.runner.intent.IntentStubberRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** Other apps as a test wants them: they take nothing, and what they were asked is kept. */
final class OtherApps extends ExternalResource {
  private final List<Intent> asked = new CopyOnWriteArrayList<>();

  @Override
  protected void before() {
    IntentStubberRegistry.load(this::answer);
  }

  @Override
  protected void after() {
    IntentStubberRegistry.reset();
  }

  private @Nullable ActivityResult answer(Intent intent) {
    ComponentName component = intent.getComponent();
    String own = ApplicationProvider.getApplicationContext().getPackageName();
    if (component != null && component.getPackageName().equals(own)) {
      return null; // this app
    }
    asked.add(intent);
    return new ActivityResult(Activity.RESULT_CANCELED, null);
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
}
