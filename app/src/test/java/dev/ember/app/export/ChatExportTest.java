package dev.ember.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.ContentResolver;
import android.content.res.Resources;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.Turn;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FaultyProvider;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Chats as other programs get them. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ChatExportTest {
  @Rule public final AppRule app = new AppRule();

  private long chat;

  @Before
  public void writeChat() {
    chat = app.<Long>onDisk(() -> app.repository().createChat());
    app.onDisk(
        () -> app.repository().setSystemPrompt(chat, SystemPrompt.of("Be brief.\nBe kind.")));
    answer(turn(() -> app.repository().turns().ask(chat, "Why?")), "First \"one\".");
    answer(turn(() -> app.repository().turns().askAgain(chat)), "**Second.**");
  }

  @Test
  public void markdown_chat_isWhatTheScreenShows() {
    assertThat(export().markdown(words()))
        .isEqualTo(
            """
            # Why?

            > Be brief.
            > Be kind.

            **You**

            Why?

            **Ember**

            **Second.**
            """);
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void markdown_inChinese_namesTheSpeakersSo() {
    assertThat(export().markdown(words())).contains("\n**你**\n\nWhy?").doesNotContain("You");
  }

  private static Resources words() {
    return ApplicationProvider.getApplicationContext().getResources();
  }

  @Test
  public void markdown_twoChats_areSetApart() {
    ChatCopy exported = exported();

    assertThat(new ChatExport(List.of(exported, exported)).markdown(words()))
        .contains("**Second.**\n\n---\n\n# Why?");
  }

  @Test
  public void json_chat_hasEveryBranch() throws JSONException {
    JSONObject root = new JSONObject(export().json());
    JSONObject first = root.getJSONArray("chats").getJSONObject(0);
    JSONArray messages = first.getJSONArray("messages");

    assertThat(root.getInt("version")).isEqualTo(1);
    assertThat(first.getString("systemPrompt")).isEqualTo("Be brief.\nBe kind.");
    assertThat(messages.length()).isEqualTo(3);
    assertThat(messages.getJSONObject(0).isNull("parent")).isTrue();
    assertThat(messages.getJSONObject(1).getString("text")).isEqualTo("First \"one\".");
    assertThat(messages.getJSONObject(1).getBoolean("shown")).isFalse();
    assertThat(messages.getJSONObject(2).getBoolean("shown")).isTrue();
    assertThat(messages.getJSONObject(2).getLong("parent"))
        .isEqualTo(messages.getJSONObject(0).getLong("id"));
  }

  @Test
  public void save_providerFails_isNotWrittenAndNoEndOfTheApp() {
    Robolectric.buildContentProvider(FaultyProvider.class).create(FaultyProvider.AUTHORITY);
    ContentResolver files =
        ApplicationProvider.<Application>getApplicationContext().getContentResolver();

    assertThat(ChatSaver.write(files, FaultyProvider.uri(), "words")).isFalse();
  }

  private ChatExport export() {
    return new ChatExport(List.of(exported()));
  }

  private ChatCopy exported() {
    return Objects.requireNonNull(app.onDisk(() -> app.repository().copies().of(chat)));
  }

  private Turn turn(Supplier<@Nullable Turn> step) {
    return Objects.requireNonNull(app.<Turn>onDisk(step::get));
  }

  private void answer(Turn turn, String text) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, text, 2, null, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }
}
