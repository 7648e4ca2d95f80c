package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.closeSoftKeyboard;
import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.action.ViewActions.swipeLeft;
import static androidx.test.espresso.action.ViewActions.swipeRight;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import android.content.Intent;
import android.net.Uri;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The list of chats, as a user keeps it in order. */
@RunWith(AndroidJUnit4.class)
public final class ListJourneyTest {
  private static final String HELLO = "Hello";
  private static final String OTHER = "天气怎么样";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void search_word_findsTheChatAndSaysSoIfThereIsNone() {
    draft(HELLO);
    app.type(withId(R.id.list_search), "hel");
    app.see(allOf(withId(R.id.chat_preview), withText(R.string.row_title_found)));

    app.perform(withId(R.id.list_search), replaceText("zebra"));
    app.see(allOf(withId(R.id.empty_title), withText(containsString("zebra"))));

    app.click(withId(R.id.search_clear));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void search_chineseInTheMiddle_findsIt() {
    draft(OTHER);
    app.type(withId(R.id.list_search), "气怎");
    app.see(allOf(withId(R.id.chat_title), withText(OTHER)));
  }

  @Test
  public void search_backKey_showsAllChatsAgain() {
    draft(HELLO);
    app.type(withId(R.id.list_search), "zebra");
    app.see(withText(R.string.search_empty_body));
    app.perform(withId(R.id.list_search), closeSoftKeyboard());
    app.pressBack();
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void pin_selected_standsUnderItsHeadingAfterTheNextStart() {
    draft(HELLO);
    app.select(HELLO);
    app.click(withId(R.id.selection_pin));
    app.see(withText(R.string.heading_pinned));

    app.killAndReopen();
    app.see(withText(R.string.heading_pinned));
  }

  @Test
  public void archive_selected_isInTheArchiveAndComesBack() {
    draft(HELLO);
    app.select(HELLO);
    app.click(withId(R.id.selection_archive));
    app.see(withText(R.string.chats_empty_title));

    app.chooseMore(R.id.list_more, R.string.archive_title);
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
    app.select(HELLO);
    app.click(withId(R.id.selection_archive));
    app.see(withText(R.string.archive_empty_title));
    app.click(withId(R.id.archive_back));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void swipe_towardsTheEnd_archivesWithUndo() {
    draft(HELLO);
    app.perform(withId(R.id.chat_row), swipeRight());
    app.see(withText(R.string.chats_empty_title));
    app.click(withText(R.string.undo));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void swipe_towardsTheStart_deletesWithUndo() {
    draft(HELLO);
    app.perform(withId(R.id.chat_row), swipeLeft());
    app.see(withText(R.string.chats_empty_title));
    app.click(withText(R.string.undo));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void delete_two_comeBackTogether() {
    draftTwo();
    app.select(HELLO);
    app.click(allOf(withId(R.id.chat_title), withText(OTHER)));
    app.see(allOf(withId(R.id.selection_title), withText(containsString("2"))));
    app.click(withId(R.id.selection_delete));
    app.see(withText(R.string.chats_empty_title));

    app.click(withText(R.string.undo));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
    app.see(allOf(withId(R.id.chat_title), withText(OTHER)));
  }

  @Test
  public void selection_twoChats_areSharedAndSavedTogether() throws IOException {
    Uri file = OtherApps.file("chats", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    draftTwo();
    app.select(HELLO);
    app.click(allOf(withId(R.id.chat_title), withText(OTHER)));

    app.chooseMore(R.id.selection_more, R.string.share_chat);
    app.awaitThat("a share sheet", others::wereAsked);
    assertThat(
        others.last().getStringExtra(Intent.EXTRA_TEXT),
        allOf(containsString(HELLO), containsString(OTHER)));
    app.chooseMore(R.id.selection_more, R.string.save_json);
    app.see(allOf(withId(R.id.chat_title), withText(HELLO))); // and by then it is written
    assertThat(OtherApps.read(file), allOf(containsString(HELLO), containsString(OTHER)));
  }

  @Test
  public void delete_rotated_offersUndoStill() {
    draft(HELLO);
    app.select(HELLO);
    app.click(withId(R.id.selection_delete));
    app.see(withText(R.string.undo));
    app.rotate();
    app.click(withText(R.string.undo));
    app.see(allOf(withId(R.id.chat_title), withText(HELLO)));
  }

  @Test
  public void delete_processDies_offersNothing() {
    draft(HELLO);
    app.select(HELLO);
    app.click(withId(R.id.selection_delete));
    app.see(withText(R.string.undo));
    app.killAndReopen();
    app.see(withText(R.string.chats_empty_title));
    app.seeNot(withText(R.string.undo));
  }

  @Test
  public void selection_backKey_endsIt() {
    draft(HELLO);
    app.select(HELLO);
    app.see(withId(R.id.selection_bar));
    app.pressBack();
    app.see(withId(R.id.search_bar));
  }

  @Test
  public void list_whileTheDiskIsSlow_saysThatItIsLoaded() {
    draft(HELLO);
    CountDownLatch disk = new CountDownLatch(1);
    try {
      app.killAndReopen(() -> {}, () -> AppProcess.holdDisk(disk));
      app.seeMeanwhile(
          allOf(withId(R.id.loading_rows), withContentDescription(R.string.chats_loading)));
    } finally {
      disk.countDown();
    }
    app.see(withId(R.id.chat_row));
    app.seeNot(withId(R.id.loading_rows));
  }

  @Test
  public void temporaryChat_deleted_isGoneAndNotOfferedBack() {
    app.chooseMore(R.id.list_more, R.string.temporary_chat);
    app.send(HELLO);
    app.watchAnswer();
    app.chooseMore(R.id.more, R.string.delete_chat);
    app.see(withText(R.string.chats_empty_title));
    app.seeNot(withText(R.string.undo));
  }

  @Test
  public void temporaryChat_left_isNowhere() {
    app.chooseMore(R.id.list_more, R.string.temporary_chat);
    app.see(allOf(withId(R.id.title), withText(R.string.temporary_chat)));
    app.send(HELLO);
    app.watchAnswer();
    app.back();
    app.see(withText(R.string.chats_empty_title));
  }

  private void draftTwo() {
    draft(HELLO);
    app.click(withId(R.id.new_chat)); // the button of an empty list is gone
    app.see(withId(R.id.field));
    name(OTHER);
  }

  /** A chat with that name, and the list in front. */
  private void draft(String name) {
    app.newChat();
    name(name);
  }

  private void name(String name) {
    app.chooseMore(R.id.more, R.string.rename);
    app.answerDialog(name);
    app.see(allOf(withId(R.id.title), withText(name)));
    app.back();
    app.see(allOf(withId(R.id.chat_title), withText(name)));
  }
}
