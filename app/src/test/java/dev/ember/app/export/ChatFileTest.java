package dev.ember.app.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assert.assertThrows;

import android.app.Application;
import android.content.ContentResolver;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatCopies;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.Turn;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FaultyProvider;
import dev.ember.inference.decode.FinishReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.Shadows;
import org.robolectric.annotation.Config;

/** Chats that were saved come back, whole or not at all. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ChatFileTest {
  private static final Uri FILE = Uri.parse("content://files/chats.json");
  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 12, 3, 4_000_000, 5_000_000, "abc");

  @Rule public final AppRule app = new AppRule();

  private long chat;

  @Before
  public void writeChat() {
    chat = app.<Long>onDisk(() -> app.repository().createChat());
    app.onDisk(() -> app.repository().setSystemPrompt(chat, SystemPrompt.of("Be brief.")));
    answer(turn(() -> app.repository().turns().ask(chat, "为什么?")), "First \"one\".");
    answer(turn(() -> app.repository().turns().askAgain(chat)), "**Second.**");
    answer(turn(() -> app.repository().turns().ask(chat, "And then?")), "Nothing.");
  }

  @Test
  public void chat_savedAndPurged_comesBackWithEveryBranch() throws IOException {
    ChatCopy before = copy(chat);
    String json = json(before);
    app.onDisk(() -> app.repository().delete(chat));
    app.onDisk(() -> app.repository().purge(chat));

    ChatCopies.Added added = add(json);
    ChatCopy after = copy(added.ids().get(0));

    assertThat(added.fresh()).isEqualTo(added.ids()).hasSize(1);
    assertThat(json(after)).as("but for the ids").isEqualTo(withIdsOf(json, before, after));
    assertThat(after.chat().title()).isEqualTo("为什么?");
    assertThat(after.chat().titleByUser()).isFalse();
    assertThat(after.chat().systemPrompt()).isEqualTo(SystemPrompt.of("Be brief."));
    assertThat(bodies(after.path()))
        .containsExactly("为什么?", "**Second.**", "And then?", "Nothing.");
    assertThat(after.messages().get(1).cost()).isEqualTo(COST);
    assertThat(app.onDisk(() -> app.repository().find("nothing"))).hasSize(1);
  }

  @Test
  public void chat_namedByItsUser_keepsItsName() throws IOException {
    app.onDisk(() -> app.repository().rename(chat, "Reasons"));
    String json = json(copy(chat));
    app.onDisk(() -> app.repository().delete(chat));

    ChatCopy after = copy(add(json).ids().get(0));

    assertThat(after.chat().title()).isEqualTo("Reasons");
    assertThat(after.chat().titleByUser()).isTrue();
  }

  @Test
  public void chat_thatIsHereAlready_isNotAddedAgain() throws IOException {
    String json = json(copy(chat));
    app.onDisk(() -> app.repository().rename(chat, "Another name"));

    ChatCopies.Added again = add(json);

    assertThat(again.ids()).containsExactly(chat);
    assertThat(again.fresh()).isEmpty();
    answer(turn(() -> app.repository().turns().ask(chat, "More?")), "More.");
    assertThat(add(json).fresh()).as("what is here says more by now").hasSize(1);
    assertThat(bodies(copy(chat).path())).contains("More.");
  }

  /** A message that was taken out of the middle leaves a row without words, which is not saved. */
  @Test
  public void chat_withADeletedQuestion_isWholeWithoutIt() throws IOException {
    long question = copy(chat).path().get(2).id();
    app.onDisk(() -> app.repository().deleteMessage(question));
    ChatCopy before = copy(chat);
    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));
    ChatCopy erased = copy(chat);
    app.onDisk(() -> app.repository().delete(chat));

    ChatCopy after = copy(add(json(before)).ids().get(0));

    assertThat(bodies(before.path())).containsExactly("为什么?", "**Second.**", "Nothing.");
    assertThat(json(erased)).isEqualTo(json(before));
    assertThat(bodies(after.path())).isEqualTo(bodies(before.path()));
  }

  @Test
  public void answer_thatWasBeingWritten_isInterrupted() throws IOException {
    turn(() -> app.repository().turns().ask(chat, "Wait?"));
    String json = json(copy(chat));
    app.onDisk(() -> app.repository().delete(chat));

    List<MessageEntity> path = copy(add(json).ids().get(0)).path();

    assertThat(path.get(path.size() - 1).status()).isEqualTo(MessageStatus.INTERRUPTED);
  }

  @Test
  public void file_cutAnywhere_addsNothing() {
    byte[] bytes = json(copy(chat)).getBytes(UTF_8);
    int last = new String(bytes, UTF_8).trim().getBytes(UTF_8).length - 1;
    for (int length = 0; length <= last; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows("cut at " + length, ChatFileException.class, () -> read(cut));
    }
    assertThrows(ChatFileException.class, () -> read(Arrays.copyOf(bytes, last)));
  }

  @Test
  public void file_changed_isRefusedByThePlace() {
    String json = json(copy(chat));
    refuses(json.replace("\"assistant\"", "\"system\""), "messages[1].role", "user or assistant");
    refuses(json.replace("\"COMPLETE\"", "\"DONE\""), "messages[0].status", "one of");
    refuses(json.replace("T", " "), "created", "a time");
    refuses(
        json.replaceFirst("\"parent\": " + copy(chat).messages().get(0).id(), "\"parent\": 4000"),
        "messages[1].parent",
        "before this one");
    refuses(json.replace("First", "a".repeat(ChatReader.MOST_TEXT_BYTES)), ".text", "at most");
    long second = copy(chat).messages().get(1).id();
    refuses(
        json.replaceFirst("\"id\": " + second, "\"id\": " + copy(chat).messages().get(0).id()),
        "messages[1].id",
        "no other message");
  }

  @Test
  public void file_ofALaterVersion_saysSo() {
    String json = json(copy(chat));
    assertThat(refused(json.replace("\"version\": 1", "\"version\": 2")).reason())
        .isEqualTo(ChatFileException.Reason.TOO_NEW);
  }

  @Test
  public void file_withFieldsOfALaterVersion_isRead() throws IOException {
    String json = json(copy(chat)).replace("\"pinned\":", "\"mood\": {\"is\": 1}, \"pinned\":");
    assertThat(read(json.getBytes(UTF_8))).hasSize(1);
  }

  @Test
  public void file_ofAnythingElse_isNone() {
    assertThat(refused("{\"format\": \"other\"}").reason())
        .isEqualTo(ChatFileException.Reason.NO_CHATS);
    assertThat(refused("{}").reason()).isEqualTo(ChatFileException.Reason.NO_CHATS);
    assertThat(refused("Dear diary,").reason()).isEqualTo(ChatFileException.Reason.NO_CHATS);
    ChatFileException bytes =
        assertThrows(ChatFileException.class, () -> read(new byte[] {(byte) 0xFF, 0}));
    assertThat(bytes.reason()).isEqualTo(ChatFileException.Reason.NO_CHATS);
  }

  @Test
  public void alternatives_thatAllClaimToBeShown_areShownByTheFirst() throws IOException {
    String json = json(copy(chat)).replace("\"shown\": false", "\"shown\": true");

    assertThat(bodies(read(json.getBytes(UTF_8)).get(0).path()))
        .containsExactly("为什么?", "First \"one\".");
  }

  @Test
  public void file_longerThanIsRead_isRefusedBeforeItIsParsed() {
    byte[] bytes = new byte[ChatFile.MOST_BYTES + 1];
    Arrays.fill(bytes, (byte) ' ');
    ChatFileException refused = assertThrows(ChatFileException.class, () -> read(bytes));
    assertThat(refused.reason()).isEqualTo(ChatFileException.Reason.TOO_LONG);
  }

  @Test
  public void beginning_ofChats_isKnownAndOfAReplayIsNot() {
    assertThat(begins(json(copy(chat)))).isTrue();
    assertThat(begins("{\"format\":\"ember-chats\",\"version\":9}")).isTrue();
    assertThat(begins("{\"format\":\"ember-replay\"}")).isFalse();
    assertThat(begins("ember-chats")).isFalse();
    Robolectric.buildContentProvider(FaultyProvider.class).create(FaultyProvider.AUTHORITY);
    assertThat(ChatFile.begins(files(), FaultyProvider.uri())).isFalse();
  }

  private boolean begins(String text) {
    offer(text.getBytes(UTF_8));
    return ChatFile.begins(files(), FILE);
  }

  private void refuses(String json, String place, String expected) {
    ChatFileException refused = refused(json);
    assertThat(refused.reason()).isEqualTo(ChatFileException.Reason.DAMAGED);
    assertThat(refused).hasMessageContaining(place).hasMessageContaining(expected);
  }

  private ChatFileException refused(String json) {
    return assertThrows(ChatFileException.class, () -> read(json.getBytes(UTF_8)));
  }

  private List<ChatCopy> read(byte[] bytes) throws IOException {
    offer(bytes);
    return ChatFile.read(files(), FILE);
  }

  private ChatCopies.Added add(String json) throws IOException {
    List<ChatCopy> copies = read(json.getBytes(UTF_8));
    return app.onDisk(() -> app.repository().copies().add(copies));
  }

  private static void offer(byte[] bytes) {
    Shadows.shadowOf(files()).registerInputStream(FILE, new ByteArrayInputStream(bytes));
  }

  private static ContentResolver files() {
    return ApplicationProvider.<Application>getApplicationContext().getContentResolver();
  }

  private ChatCopy copy(long chatId) {
    return Objects.requireNonNull(app.onDisk(() -> app.repository().copies().of(chatId)));
  }

  private static String json(ChatCopy copy) {
    return new ChatExport(List.of(copy)).json();
  }

  private static String withIdsOf(String json, ChatCopy before, ChatCopy after) {
    String text = json;
    for (int i = before.messages().size() - 1; i >= 0; i--) {
      long from = before.messages().get(i).id();
      long to = after.messages().get(i).id();
      text = text.replaceAll("\"(id|parent)\": " + from + ",", "\"$1\": " + to + ",");
    }
    return text;
  }

  private static List<String> bodies(List<MessageEntity> messages) {
    List<String> bodies = new ArrayList<>();
    for (MessageEntity message : messages) {
      bodies.add(message.body());
    }
    return bodies;
  }

  private Turn turn(Supplier<@Nullable Turn> step) {
    return Objects.requireNonNull(app.<Turn>onDisk(step::get));
  }

  private void answer(Turn turn, String text) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, text, 2, COST, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }
}
