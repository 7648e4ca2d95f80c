package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.AppRule;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A draft that is read from the disk once the composer has been used. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ComposerDraftTest {
  @Rule public final AppRule app = new AppRule();

  private long chat;
  private ComposerDraft draft;

  @Before
  public void save() {
    app.onDisk(
        () -> {
          chat = app.repository().createChat();
          app.repository().saveDraft(chat, "Dear");
        });
    draft = new ComposerDraft(app.repository(), app.scope().executors(), questionId -> {});
    draft.open(chat);
  }

  @Test
  public void open_typedMeanwhile_standsBeforeThat() {
    draft.typed("x");
    app.settle();

    assertThat(draft.text().getValue()).isEqualTo("Dear\n\nx");
    app.onDisk(() -> assertThat(app.repository().draft(chat)).isEqualTo("Dear\n\nx"));
  }

  @Test
  public void open_sentMeanwhile_stays() {
    draft.typed("x");
    draft.sent("x");
    app.settle();

    assertThat(draft.text().getValue()).isEqualTo("Dear");
  }

  @Test
  public void open_questionEditedMeanwhile_isThereAfterThat() {
    draft.beginEdit(7, "Why?");
    app.settle();
    assertThat(draft.text().getValue()).isEqualTo("Why?");

    draft.endEdit();
    assertThat(draft.text().getValue()).isEqualTo("Dear");
  }

  @Test
  public void open_fieldThatTheScreenHasKept_isNewer() {
    draft.shown(true);
    draft.typed("Dear cat");
    app.settle();

    assertThat(draft.text().getValue()).isNull();
  }
}
