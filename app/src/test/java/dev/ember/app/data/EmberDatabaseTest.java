package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import android.app.Application;
import android.content.Context;
import android.database.sqlite.SQLiteDatabase;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.testing.AppRule;
import dev.ember.inference.decode.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Files that a database may find when it opens. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class EmberDatabaseTest {
  private static final int SYNCHRONOUS_FULL = 2;

  @Rule public final AppRule app = new AppRule().startedByTheTest();

  private final Path file =
      ApplicationProvider.<Context>getApplicationContext().getDatabasePath("ember.db").toPath();

  @Test
  public void open_damagedFile_saysSoAndKeepsEveryByte() throws IOException {
    byte[] damaged = new byte[8192];
    Arrays.fill(damaged, (byte) 'x');
    Files.createDirectories(file.getParent());
    Files.write(file, damaged);

    app.start();
    app.settle();

    assertThat(app.repository().opening().getValue()).isInstanceOf(Opening.Failed.class);
    assertThat(file).hasBinaryContent(damaged);
  }

  /** Else what was written last may be gone with the battery. */
  @Test
  public void open_anyFile_transactionsWaitForTheDisk() {
    app.start();
    assertThat(app.pragma("synchronous")).isEqualTo(SYNCHRONOUS_FULL);
  }

  @Test
  public void open_fileOfVersion1_keepsItsChats() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 1)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft)"
              + " VALUES (7, 'Sky', 0, 1, 2, '', 'And'), (8, '天空', 1, 1, 3, 'Kurz.', '')");
      old.execSQL(
          "INSERT INTO messages (id, chatId, position, role, body, status, tokens, createdMs)"
              + " VALUES (1, 7, 0, 'USER', 'Why?', 'COMPLETE', 0, 1),"
              + " (2, 7, 1, 'ASSISTANT', 'Bec', 'STREAMING', 3, 1),"
              + " (3, 8, 0, 'USER', '为什么？', 'COMPLETE', 0, 1),"
              + " (5, 8, 1, 'ASSISTANT', '因为光。', 'COMPLETE', 4, 1),"
              + " (6, 8, 2, 'USER', '谢谢', 'COMPLETE', 0, 1)");
      old.execSQL(
          "UPDATE messages SET cost_finishReason = 'STOP', cost_promptTokens = 9,"
              + " cost_reusedTokens = 1, cost_prefillNanos = 2, cost_decodeNanos = 3,"
              + " forgottenThroughId = 3 WHERE id = 5");
    }

    app.start();

    List<MessageEntity> messages = app.messages(7);
    assertThat(messages).extracting(MessageEntity::body).containsExactly("Why?", "Bec");
    assertThat(messages.get(1).status()).isEqualTo(MessageStatus.INTERRUPTED);
    assertThat(messages).extracting(MessageEntity::parentId).containsExactly(null, 1L);
    List<MessageEntity> others = app.messages(8);
    assertThat(others).extracting(MessageEntity::body).containsExactly("为什么？", "因为光。", "谢谢");
    assertThat(others.get(1).cost()).isEqualTo(new AnswerCost(FinishReason.STOP, 9, 1, 2, 3));
    assertThat(others.get(1).forgottenThroughId()).isEqualTo(3);
    ChatEntity chat =
        Objects.requireNonNull(app.<ChatEntity>onDisk(() -> app.repository().chat(7)));
    assertThat(chat.draft()).isEqualTo("And");
    assertThat(chat.pinned()).isFalse();
    assertThat(app.onDisk(() -> app.repository().find("因为"))).hasSize(1);
    assertThat(app.onDisk(() -> app.repository().find("sky"))).hasSize(1);
  }

  @Test
  public void open_fileOfVersion2_keepsEveryRowAndTakesChoices() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 2)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
              + " pinned, archived) VALUES (7, 'Sky', 0, 1, 2, '', 'And', 1, 0)");
      old.execSQL(
          "INSERT INTO messages (id, chatId, active, role, body, status, tokens, createdMs,"
              + " pinned) VALUES (1, 7, 1, 'USER', 'Why?', 'COMPLETE', 0, 1, 0)");
      old.execSQL(
          "INSERT INTO messages (id, chatId, parentId, active, role, body, status, tokens,"
              + " createdMs, pinned) VALUES (2, 7, 1, 1, 'ASSISTANT', '因为光。', 'COMPLETE', 4, 1,"
              + " 1)");
      old.execSQL("INSERT INTO search (rowid, chatId, words) VALUES (1, 7, 'why')");
      old.execSQL(
          "INSERT INTO presets (id, name, systemPrompt, sampling_temperature, sampling_topK,"
              + " sampling_topP, sampling_minP, sampling_repetitionPenalty, sampling_maxTokens)"
              + " VALUES (3, 'Poems', 'Rhyme.', 1.5, 40, 0.9, 0, 1, 64)");
    }

    app.start();

    List<MessageEntity> messages = app.messages(7);
    assertThat(messages).extracting(MessageEntity::body).containsExactly("Why?", "因为光。");
    assertThat(messages).extracting(MessageEntity::pinned).containsExactly(false, true);
    assertThat(app.onDisk(() -> app.repository().find("why"))).hasSize(1);
    assertThat(app.observed(app.repository().observePresets()))
        .extracting(PresetEntity::name)
        .containsExactly("Poems");
    ChoiceRepository choices = app.scope().choices();
    app.onDisk(() -> choices.add(new ChoiceEntity(0, "为什么？", "A", "B", Verdict.SECOND, "M", 0)));
    app.restart();
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt, ChoiceEntity::verdict)
        .containsExactly(tuple("为什么？", Verdict.SECOND));
  }

  @Test
  public void open_fileOfVersion5_keepsItsSystemPromptsAndTakesNone() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 5)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
              + " pinned, archived) VALUES (7, 'Sky', 1, 1, 2, 'Kurz.', '', 0, 0),"
              + " (8, 'Sea', 1, 1, 2, '', '', 0, 0)");
      old.execSQL("INSERT INTO defaults (scope, systemPrompt) VALUES ('', 'For all.')");
    }

    app.start();

    assertThat(promptOf(7)).isEqualTo(SystemPrompt.of("Kurz."));
    assertThat(promptOf(8)).isEqualTo(SystemPrompt.INHERITED);
    assertThat(app.observed(app.repository().observeDefaults()))
        .extracting(DefaultsEntity::systemPrompt)
        .containsExactly(SystemPrompt.of("For all."));
    app.onDisk(() -> app.repository().setSystemPrompt(8, SystemPrompt.NONE));
    app.restart();
    assertThat(promptOf(8)).isEqualTo(SystemPrompt.NONE);
  }

  @Test
  public void open_fileOfVersion6_keepsItsDraftAndTakesTheWordingOfAnEdit() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 6)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
              + " pinned, archived) VALUES (7, 'Sky', 1, 1, 2, '', 'And', 0, 0)");
      old.execSQL(
          "INSERT INTO messages (id, chatId, active, role, body, status, tokens, createdMs, pinned,"
              + " cost_finishReason, cost_promptTokens, cost_reusedTokens, cost_prefillNanos,"
              + " cost_decodeNanos, parentId) VALUES (1, 7, 1, 'USER', 'Why?', 'COMPLETE', 0, 1, 0,"
              + " NULL, NULL, NULL, NULL, NULL, NULL), (2, 7, 1, 'ASSISTANT', 'Dust.', 'COMPLETE',"
              + " 2, 1, 0, 'STOP', 9, 1, 2, 3, 1)");
    }

    app.start();

    List<MessageEntity> messages = app.messages(7);
    assertThat(messages).extracting(MessageEntity::body).containsExactly("Why?", "Dust.");
    assertThat(messages.get(1).cost()).isEqualTo(new AnswerCost(FinishReason.STOP, 9, 1, 2, 3));
    assertThat(app.<EditEntity>onDisk(() -> app.repository().turns().edit(7))).isNull();
    EditEntity edit = new EditEntity(7, 1, "为什么？");
    app.onDisk(() -> app.repository().turns().saveEdit(edit));
    app.restart();
    assertThat(app.<EditEntity>onDisk(() -> app.repository().turns().edit(7))).isEqualTo(edit);
    assertThat(app.<String>onDisk(() -> app.repository().draft(7))).isEqualTo("And");
  }

  @Test
  public void open_fileOfVersion7_keepsItsDraftsAndTakesFilesBesideThem() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 7)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
              + " pinned, archived) VALUES (7, 'Sky', 1, 1, 2, '', 'And', 0, 0)");
      old.execSQL(
          "INSERT INTO messages (id, chatId, active, role, body, status, tokens, createdMs, pinned)"
              + " VALUES (1, 7, 1, 'USER', 'Why?', 'COMPLETE', 0, 1, 0)");
      old.execSQL("INSERT INTO edits (chatId, questionId, text) VALUES (7, 1, 'How?')");
    }

    app.start();

    assertThat(app.<String>onDisk(() -> app.repository().draft(7))).isEqualTo("And");
    assertThat(app.<EditEntity>onDisk(() -> app.repository().turns().edit(7)))
        .isEqualTo(new EditEntity(7, 1, "How?"));
    AttachmentEntity notes = new AttachmentEntity(3, 7, "灯.md", "Öl.", 3);
    app.onDisk(() -> app.repository().turns().attach(notes, null));
    app.restart();
    assertThat(app.<AttachmentEntity>onDisk(() -> app.repository().turns().attachment(7, null)))
        .isEqualTo(notes);
  }

  @Test
  public void open_fileOfVersion8_keepsWhatWasSetForModelsByTheirNames() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 8)) {
      old.execSQL(
          "INSERT INTO defaults (scope, systemPrompt, noSystemPrompt, whenFull,"
              + " sampling_temperature, sampling_topK, sampling_topP, sampling_minP,"
              + " sampling_repetitionPenalty, sampling_maxTokens) VALUES"
              + " ('', 'For all.', 0, 'DROP_OLDEST', 1, 0, 1, 0, 1, 64),"
              + " ('Small', 'Kurz.', 0, 'STOP', 0.5, 40, 0.9, 0.1, 1.2, 32)");
    }

    app.start();

    ModelKey one = new ModelKey("1111", "Small");
    ModelKey two = new ModelKey("2222", "Small");
    assertThat(settings().systemPromptFor(one)).isEqualTo("Kurz.");
    assertThat(settings().systemPromptFor(two)).isEqualTo("Kurz.");
    assertThat(settings().whenFullFor(one)).isEqualTo(WhenFull.STOP);
    assertThat(settings().samplingFor(one))
        .isEqualTo(new SamplingSettings(0.5f, 40, 0.9f, 0.1f, 1.2f, 32, null));
    assertThat(settings().systemPromptFor(new ModelKey("3333", "Large"))).isEqualTo("For all.");
    assertThat(settings().systemPromptFor(new ModelKey("3333", ""))).isEqualTo("For all.");
    assertThat(settings().systemPromptFor(null)).isEqualTo("For all.");

    DefaultsEntity changed = settings().defaultsOf(one).with(SystemPrompt.of("Lang."));
    app.onDisk(() -> app.repository().setDefaults(changed));
    app.restart();
    assertThat(settings().systemPromptFor(one)).isEqualTo("Lang.");
    assertThat(settings().whenFullFor(one)).as("what was not changed").isEqualTo(WhenFull.STOP);
    assertThat(settings().systemPromptFor(two)).isEqualTo("Kurz.");
  }

  /** Of a chat that has chosen nothing itself. */
  private AnswerSettings settings() {
    List<DefaultsEntity> all =
        Objects.requireNonNull(app.observed(app.repository().observeDefaults()));
    return new AnswerSettings(SystemPrompt.INHERITED, null, null, all);
  }

  private SystemPrompt promptOf(long chatId) {
    return Objects.requireNonNull(app.<ChatEntity>onDisk(() -> app.repository().chat(chatId)))
        .systemPrompt();
  }

  @Test
  public void open_fileOfVersion3_keepsItsAnswersAndTracesNewOnes() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 3)) {
      old.execSQL(
          "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
              + " pinned, archived) VALUES (7, 'Sky', 0, 1, 2, '', '', 0, 0)");
      old.execSQL(
          "INSERT INTO messages (id, chatId, active, role, body, status, tokens, createdMs, pinned)"
              + " VALUES (2, 7, 1, 'ASSISTANT', 'Because.', 'COMPLETE', 3, 1, 0)");
    }

    app.start();

    assertThat(app.messages(7)).extracting(MessageEntity::body).containsExactly("Because.");
    assertThat(app.onDisk(() -> app.repository().traces().of(2))).isEmpty();
    app.onDisk(
        () ->
            app.execute(
                "INSERT INTO traces (answerId, startChar, replay, ends, byHand)"
                    + " VALUES (2, 0, '', '', 0)",
                "DELETE FROM messages WHERE id = 2"));
    assertThat(app.count("SELECT COUNT(*) FROM traces")).isZero();
  }
}
