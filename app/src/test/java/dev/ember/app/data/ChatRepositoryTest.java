package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import android.app.Application;
import dev.ember.app.testing.AppRule;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ChatRepositoryTest {
  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 30, 12, 250_000_000L, 2_000_000_000L);
  private static final SamplingSettings SETTINGS =
      new SamplingSettings(0.7f, 40, 0.92f, 0.05f, 1.1f, 128, 7L);

  @Rule public final AppRule app = new AppRule();

  private long chatId;

  @Before
  public void createChat() {
    chatId = app.onDisk(() -> app.repository().createChat());
  }

  @Test
  public void ask_question_storesItWithTheRowOfItsAnswer() {
    Turn turn = ask("Why is the sky blue?");

    List<MessageEntity> messages = messages();
    assertThat(messages).extracting(MessageEntity::role).containsExactly(Role.USER, Role.ASSISTANT);
    assertThat(messages.get(0).body()).isEqualTo("Why is the sky blue?");
    assertThat(messages.get(0).status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(messages.get(1).id()).isEqualTo(turn.answerId());
    assertThat(messages.get(1).status()).isEqualTo(MessageStatus.STREAMING);
    assertThat(messages.get(1).body()).isEmpty();
    assertThat(turn.history()).containsExactly(messages.get(0));
  }

  @Test
  public void ask_first_namesTheChat() {
    ask("Why is the sky blue?");
    ask("And the sea?");

    assertThat(chat().title()).isEqualTo("Why is the sky blue?");
    assertThat(chat().titleByUser()).isFalse();
  }

  @Test
  public void ask_afterRename_keepsTheUsersName() {
    app.onDisk(() -> app.repository().rename(chatId, "Colours"));

    ask("Why is the sky blue?");

    assertThat(chat().title()).isEqualTo("Colours");
  }

  @Test
  public void ask_withDraft_clearsIt() {
    app.onDisk(() -> app.repository().saveDraft(chatId, "Why is"));

    ask("Why is the sky blue?");

    assertThat(app.onDisk(() -> app.repository().draft(chatId))).isEmpty();
  }

  @Test
  public void ask_unknownChat_isNull() {
    assertThat(app.<Turn>onDisk(() -> app.repository().turns().ask(99, "Anyone?"))).isNull();
  }

  @Test
  public void ask_carriesTheChatsOwnSettings() {
    app.onDisk(() -> app.repository().setSystemPrompt(chatId, SystemPrompt.of(" Be brief. \n")));
    app.onDisk(() -> app.repository().setSampling(chatId, SETTINGS));

    Turn turn = ask("Why?");

    assertThat(turn.settings().systemPromptFor(new ModelKey("", "Small"))).isEqualTo("Be brief.");
    assertThat(turn.settings().samplingFor(new ModelKey("", "Small"))).isEqualTo(SETTINGS);
  }

  @Test
  public void setSampling_null_takesTheModelsOwnAgain() {
    app.onDisk(() -> app.repository().setSampling(chatId, SETTINGS));
    app.onDisk(() -> app.repository().setSampling(chatId, null));

    assertThat(chat().sampling()).isNull();
  }

  @Test
  public void setSampling_asTheModelPicks_keepsTheLengthAndTheDice() {
    SamplingSettings chosen = SETTINGS.pickingAsTheModel();
    app.onDisk(() -> app.repository().setSampling(chatId, chosen));

    assertThat(chat().sampling()).isEqualTo(chosen);
    assertThat(chosen.maxTokens()).isEqualTo(128);
    assertThat(chosen.fixedSeed()).isEqualTo(7);
  }

  @Test
  public void rename_blank_givesTheNameBackToTheFirstMessage() {
    ask("Why is the sky blue?");
    app.onDisk(() -> app.repository().rename(chatId, "Colours"));

    app.onDisk(() -> app.repository().rename(chatId, "  "));

    assertThat(chat().title()).isEqualTo("Why is the sky blue?");
    assertThat(chat().titleByUser()).isFalse();
  }

  @Test
  public void rename_blankBeforeAnyMessage_leavesNoTitle() {
    app.onDisk(() -> app.repository().rename(chatId, "Colours"));

    app.onDisk(() -> app.repository().rename(chatId, ""));

    assertThat(chat().title()).isNull();
  }

  @Test
  public void finish_answer_keepsAllThatWasMeasured() {
    Turn turn = ask("Why?");

    finish(
        turn,
        new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, COST, turn.answerId() - 1, null));

    MessageEntity answer = messages().get(1);
    assertThat(answer.body()).isEqualTo("Because.");
    assertThat(answer.status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(answer.tokens()).isEqualTo(2);
    assertThat(answer.cost()).isEqualTo(COST);
    assertThat(answer.forgottenThroughId()).isEqualTo(turn.answerId() - 1);
    assertThat(answer.failure()).isNull();
  }

  @Test
  public void finish_failed_keepsTextAndReason() {
    Turn turn = ask("Why?");

    finish(turn, AnswerEnd.failed("Bec", 1, "TensorFlow Lite: decode failed"));

    MessageEntity answer = messages().get(1);
    assertThat(answer.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer.body()).isEqualTo("Bec");
    assertThat(answer.cost()).isNull();
    assertThat(answer.failure()).isEqualTo("TensorFlow Lite: decode failed");
  }

  @Test
  public void saveProgress_afterTheEnd_changesNothing() {
    Turn turn = ask("Why?");
    finish(turn, new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, COST, null, null));

    app.onDisk(() -> app.repository().turns().saveProgress(turn.answerId(), "Beca", 1));

    assertThat(messages().get(1).body()).isEqualTo("Because.");
    assertThat(messages().get(1).tokens()).isEqualTo(2);
  }

  @Test
  public void finish_chatPurgedMeanwhile_doesNothing() {
    Turn turn = ask("Why?");
    app.onDisk(() -> app.repository().delete(chatId));
    app.onDisk(() -> app.repository().purge(chatId));

    finish(turn, new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, COST, null, null));

    assertThat(messages()).isEmpty();
  }

  @Test
  public void askAgain_putsAnotherAnswerInThePlaceOfTheLast() {
    Turn first = ask("Why?");
    finish(first, new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, COST, null, null));

    Turn second =
        Objects.requireNonNull(app.<Turn>onDisk(() -> app.repository().turns().askAgain(chatId)));

    assertThat(messages())
        .extracting(MessageEntity::body, MessageEntity::status)
        .containsExactly(tuple("Why?", MessageStatus.COMPLETE), tuple("", MessageStatus.STREAMING));
    assertThat(second.answerId()).isNotEqualTo(first.answerId());
    assertThat(second.history()).extracting(MessageEntity::body).containsExactly("Why?");
  }

  @Test
  public void askAgain_emptyChat_isNull() {
    assertThat(app.<Turn>onDisk(() -> app.repository().turns().askAgain(chatId))).isNull();
  }

  @Test
  public void open_afterTheProcessDied_marksTheAnswerInterruptedWithItsText() {
    Turn turn = ask("Why?");
    app.onDisk(() -> app.repository().turns().saveProgress(turn.answerId(), "Because the", 2));

    app.restart();

    assertThat(messages()).extracting(MessageEntity::body).containsExactly("Why?", "Because the");
    assertThat(messages().get(1).status()).isEqualTo(MessageStatus.INTERRUPTED);
    assertThat(messages().get(1).tokens()).isEqualTo(2);
  }

  @Test
  public void open_afterTheProcessDied_keepsFinishedAnswers() {
    finish(ask("Why?"), new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, COST, null, null));

    app.restart();

    assertThat(messages().get(1).status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(messages().get(1).cost()).isEqualTo(COST);
  }

  @Test
  public void undoDelete_bringsEverythingBack() {
    ask("Why?");
    app.onDisk(() -> app.repository().delete(chatId));

    app.onDisk(() -> app.repository().undoDelete(chatId));
    app.restart();

    assertThat(messages()).extracting(MessageEntity::body).containsExactly("Why?", "");
  }

  @Test
  public void purge_chatThatIsNotDeleted_staysWhole() {
    ask("Why?");

    app.onDisk(() -> app.repository().purge(chatId));

    assertThat(messages()).hasSize(2);
  }

  @Test
  public void open_deletedChat_isGoneWithItsMessages() {
    ask("Why?");
    app.onDisk(() -> app.repository().delete(chatId));

    app.restart();

    assertThat(messages()).isEmpty();
  }

  @Test
  public void createChat_twiceUntouched_isOne() {
    assertThat(app.<Long>onDisk(() -> app.repository().createChat())).isEqualTo(chatId);
  }

  @Test
  public void createChat_afterTheFirstGotADraft_isAnother() {
    app.onDisk(() -> app.repository().saveDraft(chatId, "Dear"));

    assertThat(app.<Long>onDisk(() -> app.repository().createChat())).isNotEqualTo(chatId);
  }

  @Test
  public void createChatWith_whileAnotherIsUntouched_isAnother() {
    long made = app.onDisk(() -> app.repository().createChatWith(""));
    assertThat(made).isNotEqualTo(chatId);

    long second = app.onDisk(() -> app.repository().createChatWith("Dear"));
    assertThat(second).isNotEqualTo(chatId).isNotEqualTo(made);
    assertThat(app.<String>onDisk(() -> app.repository().draft(second))).isEqualTo("Dear");
  }

  @Test
  public void open_chatWithoutAText_staysWhileItsScreenMayComeBack() {
    app.restart();
    assertThat(chat().id()).isEqualTo(chatId);
    age(ChatRepository.LONGEST_AWAY_MS + 1_000);
    app.onDisk(() -> app.repository().createChat()); // gives it out once more
    app.restart();
    assertThat(chat().id()).isEqualTo(chatId);

    age(ChatRepository.LONGEST_AWAY_MS + 1_000);
    app.restart();
    assertThat(app.observed(app.repository().observeChat(chatId))).isNull();
  }

  @Test
  public void file_besideAnUnsentQuestion_keepsItsChatUntilTheQuestionIsSent() {
    AttachmentEntity file = attach("notes.md", null);
    assertThat(app.<Boolean>onDisk(() -> app.repository().isUnused())).isFalse();
    assertThat(app.<Long>onDisk(() -> app.repository().createChat())).isNotEqualTo(chatId);
    age(ChatRepository.LONGEST_AWAY_MS + 1_000);
    app.restart();
    assertThat(attachment()).isEqualTo(file);
    List<ChatSummary> listed = app.observed(app.repository().observeSummaries(false, 9));
    assertThat(listed).extracting(ChatSummary::attached).containsExactly("notes.md");

    app.onDisk(() -> app.repository().turns().ask(chatId, quoting(file)));
    assertThat(attachment()).isNull();
    AttachmentEntity next = attach("more.md", null);
    long question = messages().get(0).id();
    app.onDisk(() -> app.repository().turns().askEdited(question, quoting(next)));
    assertThat(attachment()).isNull();
  }

  @Test
  public void file_ofAnotherWindow_staysWhenOneIsSentReplacedOrLetGoOf() {
    AttachmentEntity first = attach("first.md", null);
    AttachmentEntity second = attach("second.md", null);
    assertThat(attachment()).as("the last that came").isEqualTo(second);
    assertThat(attachment(first.id())).as("while it is there").isEqualTo(first);
    List<ChatSummary> listed = app.observed(app.repository().observeSummaries(false, 9));
    assertThat(listed).extracting(ChatSummary::attached).containsExactly("second.md");

    app.onDisk(() -> app.repository().turns().ask(chatId, quoting(first)));
    assertThat(attachment(first.id())).isEqualTo(second);
    ask("Without a file");
    assertThat(attachment()).isEqualTo(second);
    AttachmentEntity third = attach("third.md", null);
    attach("fourth.md", third.id());
    assertThat(app.count("SELECT COUNT(*) FROM attachments")).isEqualTo(2);
    long fourth = Objects.requireNonNull(attachment()).id();
    app.onDisk(() -> app.repository().turns().detach(fourth));
    assertThat(attachment()).isEqualTo(second);
  }

  @Test
  public void ask_refused_leavesTheFileThatItQuotes() {
    AttachmentEntity file = attach("notes.md", null);
    app.onDisk(
        () ->
            app.execute(
                "CREATE TRIGGER full BEFORE INSERT ON messages WHEN NEW.role = 'ASSISTANT'"
                    + " BEGIN SELECT RAISE(ABORT, 'full'); END"));
    boolean run =
        app.onDisk(
            () ->
                app.repository()
                    .attempt(() -> app.repository().turns().ask(chatId, quoting(file))));
    assertThat(run).isFalse();
    assertThat(messages()).isEmpty();
    assertThat(attachment()).isEqualTo(file);
    assertThat(app.<Turn>onDisk(() -> app.repository().turns().ask(99, quoting(file)))).isNull();
    assertThat(attachment()).isEqualTo(file);
  }

  @Test
  public void file_ofMoreBytesThanAndroidReadsInARow_isReadWhole() {
    String text = "€".repeat(1 << 20);
    AttachmentEntity file = new AttachmentEntity(5, chatId, "notes.md", text, text.length());
    app.onDisk(() -> app.repository().turns().attach(file, null));
    assertThat(attachment()).isEqualTo(file);
  }

  @Test
  public void file_longerThanAnyIsCutTo_isReadAsFarAsThat() {
    String text = "a".repeat((1 << 20) + 1);
    app.onDisk(
        () ->
            app.repository()
                .turns()
                .attach(new AttachmentEntity(0, chatId, "notes.md", text, 0), null));
    assertThat(Objects.requireNonNull(attachment()).text()).hasSize(1 << 20);
  }

  @Test
  public void file_ofAChatThatIsDeleted_comesBackWithItAndGoesWithIt() {
    AttachmentEntity file = attach("notes.md", null);
    app.onDisk(() -> app.repository().delete(chatId));
    app.onDisk(() -> app.repository().undoDelete(chatId));
    assertThat(attachment()).isEqualTo(file);

    app.onDisk(
        () -> {
          app.repository().delete(chatId);
          app.repository().purge(chatId);
        });
    attach("late.md", null); // as one that was still read
    assertThat(app.count("SELECT COUNT(*) FROM attachments")).isZero();
  }

  @Test
  public void branch_ofAChatWithAFile_hasNone() {
    ask("Why?");
    AttachmentEntity file = attach("notes.md", null);
    long question = messages().get(0).id();
    long branch = Objects.requireNonNull(app.<Long>onDisk(() -> app.repository().branch(question)));
    assertThat(
            app.<AttachmentEntity>onDisk(() -> app.repository().turns().attachment(branch, null)))
        .isNull();
    assertThat(attachment()).isEqualTo(file);
  }

  private static UnsentQuestion quoting(AttachmentEntity file) {
    return new UnsentQuestion("Why?\n\n" + file.text(), file.id());
  }

  /** As it is stored. */
  private AttachmentEntity attach(String name, @Nullable Long replaced) {
    AttachmentEntity file = new AttachmentEntity(0, chatId, name, "Oil.", 9);
    Long id = app.<Long>onDisk(() -> app.repository().turns().attach(file, replaced));
    return new AttachmentEntity(id == null ? 0 : id, chatId, name, "Oil.", 9);
  }

  private @Nullable AttachmentEntity attachment() {
    return attachment(null);
  }

  private @Nullable AttachmentEntity attachment(@Nullable Long own) {
    return app.<AttachmentEntity>onDisk(() -> app.repository().turns().attachment(chatId, own));
  }

  private void age(long ms) {
    app.onDisk(() -> app.execute("UPDATE chats SET updatedMs = updatedMs - " + ms));
  }

  @Test
  public void edit_ofADeletedQuestion_comesBackWithItAndIsErasedWithIt() {
    ask("Why?");
    EditEntity edit = new EditEntity(chatId, messages().get(0).id(), "How?");
    app.onDisk(() -> app.repository().turns().saveEdit(edit));

    app.onDisk(() -> app.repository().deleteMessage(edit.questionId()));
    assertThat(edit()).isNull();
    app.onDisk(() -> app.repository().undoDeleteMessage(edit.questionId()));
    assertThat(edit()).isEqualTo(edit);

    app.onDisk(() -> app.repository().deleteMessage(edit.questionId()));
    app.onDisk(() -> app.repository().eraseDeletedMessages(chatId));
    app.onDisk(() -> app.repository().turns().saveEdit(edit)); // typed a moment before
    assertThat(app.count("SELECT COUNT(*) FROM edits")).isZero();
  }

  @Test
  public void ask_whileAnEditLies_forgetsIt() {
    ask("Why?");
    EditEntity edit = new EditEntity(chatId, messages().get(0).id(), "How?");
    app.onDisk(() -> app.repository().turns().saveEdit(edit));
    ask("How?"); // the edit was refused by a full disk, and its words came back as a draft
    assertThat(edit()).isNull();
  }

  private @Nullable EditEntity edit() {
    return app.<EditEntity>onDisk(() -> app.repository().turns().edit(chatId));
  }

  @Test
  public void anyQuery_onTheMainThread_isRefused() {
    assertThatThrownBy(() -> app.repository().createChat())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("expected thread ember-disk");
  }

  private Turn ask(String question) {
    return Objects.requireNonNull(
        app.<Turn>onDisk(() -> app.repository().turns().ask(chatId, question)));
  }

  private void finish(Turn turn, AnswerEnd end) {
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }

  private ChatEntity chat() {
    return Objects.requireNonNull(app.observed(app.repository().observeChat(chatId)));
  }

  private List<MessageEntity> messages() {
    return app.messages(chatId);
  }
}
