package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;

import dev.ember.app.R;
import dev.ember.app.inside.ImportedModel;
import dev.ember.converter.export.parity.ParityException;
import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Every screen that looks inside, opened on a model that came from elsewhere. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class ImportedScreensConformanceTest {
  @Rule public final AppDriver app = new AppDriver();

  /** The lessons end on all of them but "Why this word?". */
  @Test
  public void everyScreen_ofAnImportedModel_showsItsResult() throws IOException, ParityException {
    TakenIn.asDefault(ImportedModel.file());
    LessonTries tries = new LessonTries(app);
    tries.tryAll(() -> app.seeNot(withId(R.id.inside_han)));
    tries.tryWhy("What is gravity?");
  }
}
