package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.view.ViewGroup;
import android.view.ViewParent;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import android.widget.TextView;
import androidx.fragment.app.FragmentManager;
import com.google.android.material.tabs.TabLayout;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.main.MainActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * What a picture of the screens that look inside shows is also said: by the picture, by its parts,
 * by the row that it lies in, or by words beside it; and the rows say the numbers that they show.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class InsideSpeechTest {
  private static final String OURS = "dev.ember.app.";
  private static final Pattern NUMBER = Pattern.compile("\\d+([.,]\\d+)?");

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void launch() {
    screen.app().model(WordModel::engine);
    screen.launch();
  }

  private void open(InsideScreen which, String text) {
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(which, text.isEmpty() ? InsideText.NONE : InsideText.of(text)));
    screen.settle();
  }

  @Test
  public void oneToken_barsAndSettings_areSaid() {
    open(InsideScreen.ONE_TOKEN, "This morning 8");
    requireSaid(6);
    requireNumbers(R.id.step_candidates, 6);
    assertThat(description(R.id.step_text)).isEqualTo("This morning 8");
    screen.with(
        activity -> {
          for (int row : new int[] {R.id.step_temperature, R.id.step_top_k, R.id.step_top_p}) {
            View slider = activity.findViewById(row).findViewById(R.id.step_slider);
            TextView name = activity.findViewById(row).findViewById(R.id.step_slider_name);
            assertThat(slider.getContentDescription()).isEqualTo(name.getText().toString());
          }
        });
  }

  @Test
  public void attention_mapLinesAndLayers_areSaid() {
    open(InsideScreen.ATTENTION, "the cat and the lamp");
    requireSaid(4);
    requireNumbers(R.id.attention_glances, 2);
    screen.with(
        activity -> {
          TabLayout tabs = activity.findViewById(R.id.attention_tabs);
          tabs.selectTab(tabs.getTabAt(1));
        });
    screen.settle();
    assertThat(isShown(R.id.attention_lens)).isTrue();
    requireSaid(2);
  }

  @Test
  public void meaning_mapNeighboursAndSum_areSaid() {
    open(InsideScreen.MEANING, "mother");
    requireSaid(10);
    requireNumbers(R.id.near_rows, 5);
    List<String> parts = screen.read(activity -> parts(activity.findViewById(R.id.word_map)));
    assertThat(parts).hasSizeGreaterThan(20).first().asString().startsWith("mother, the word");
    assertThat(parts.subList(1, parts.size())).allMatch(part -> part.matches(".+, closeness .+"));
  }

  @Test
  public void positions_candidatesDialsAndWaves_areSaid() {
    open(InsideScreen.POSITIONS, "");
    requireSaid(3);
    requireNumbers(R.id.order_before_rows, 3);
    requireNumbers(R.id.order_after_rows, 3);
    assertThat(description(R.id.wave_table)).contains("64 places");
    assertThat(description(R.id.wave_curves)).contains("curves");
    assertThat(description(R.id.turning_pairs)).contains("turning pairs");
  }

  @Test
  public void stages_firstPieces_areSaid() {
    open(InsideScreen.RAISED, "Who are you?");
    screen.click(R.id.stages_ask);
    requireSaid(3);
    requireNumbers(R.id.stage_next, 3);
  }

  @Test
  public void window_messagesAndWhatTheyTake_areSaid() {
    open(InsideScreen.WINDOW, "Hello there\nI am a lamp.");
    requireNumbers(R.id.window_messages, 3);
    screen.with(
        activity -> {
          ViewGroup rows = activity.findViewById(R.id.window_messages);
          int last = rows.getChildCount() - 1;
          assertThat(rows.getChildAt(last - 1).getContentDescription())
              .asString()
              .contains("I am a lamp.");
          assertThat(rows.getChildAt(last).getContentDescription())
              .asString()
              .contains(activity.getString(R.string.window_opening_body));
        });
  }

  @Test
  public void tokens_pieces_areSaidWithTheirNumbers() {
    open(InsideScreen.TOKENS, "the lamp 火");
    requireNumbers(R.id.token_flow, 5);
  }

  @Test
  public void why_candidatesDiceAndSureness_areSaid() {
    long chat = screen.stored(ChatRepository::createChat);
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
    screen.send("How long does the light of the sun take?");
    screen.settle();
    MessageEntity answer = screen.stored(chats -> chats.messages(chat)).get(1);
    int behindTorn = answer.body().indexOf(" 8") + " 8".length();
    screen.with(
        activity ->
            WhySheet.of(chat, answer.id(), behindTorn)
                .show(chatOf((MainActivity) activity), WhySheet.TAG));
    screen.settle();
    View sheet = screen.dialog();
    requireSaid(sheet, 6);
    requireNumbers(sheet.findViewById(R.id.why_candidates), 6);
    TextView text = sheet.findViewById(R.id.why_text);
    assertThat(text.getContentDescription()).asString().containsPattern("\\((torn|doubtful), \\d");
  }

  private static FragmentManager chatOf(MainActivity activity) {
    return activity.getSupportFragmentManager().getFragments().stream()
        .filter(ChatFragment.class::isInstance)
        .findFirst()
        .orElseThrow()
        .getChildFragmentManager();
  }

  @Test
  public void labeller_eachVerdictAndDeletion_saysOfWhat() {
    open(InsideScreen.LABELLER, "Who are you?");
    assertThat(description(R.id.labeller_first_better)).isEqualTo("The first answer is better");
    assertThat(description(R.id.labeller_second_better)).isEqualTo("The second answer is better");
    assertThat(description(R.id.labeller_equal)).isEqualTo("Both answers are equally good");
    assertThat(isRead(R.id.labeller_status)).as("how far it is, when it changes").isTrue();
  }

  @Test
  public void states_areReadOutWhenTheyCome() {
    open(InsideScreen.MEANING, "");
    assertThat(isRead(R.id.inside_working_words)).isTrue();
    assertThat(isRead(R.id.inside_failed_title)).isTrue();
  }

  private boolean isRead(int id) {
    return screen.read(
        activity ->
            activity.findViewById(id).getAccessibilityLiveRegion()
                == View.ACCESSIBILITY_LIVE_REGION_POLITE);
  }

  /** Every picture of ours that is on the screen, of which there are so many at least. */
  private void requireSaid(int atLeast) {
    requireSaid(screen.read(activity -> activity.findViewById(R.id.screen)), atLeast);
  }

  private static void requireSaid(View root, int atLeast) {
    List<View> pictures = new ArrayList<>();
    collect(root, pictures);
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(pictures).allSatisfy(InsideSpeechTest::requireSaid);
  }

  private static void collect(View view, List<View> pictures) {
    if (view.getVisibility() != View.VISIBLE) {
      return;
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), pictures);
      }
    } else if (!(view instanceof TextView) && view.getClass().getName().startsWith(OURS)) {
      pictures.add(view);
    }
  }

  private static void requireSaid(View picture) {
    String name = picture.getClass().getSimpleName();
    List<String> parts = parts(picture);
    if (!parts.isEmpty()) {
      assertThat(parts).as(name + "'s parts").allMatch(part -> !part.isBlank());
    } else {
      assertThat(isDescribed(picture) || hasWordsBeside(picture)).as(name + " is said").isTrue();
    }
  }

  /** It or the row that it lies in. */
  private static boolean isDescribed(View picture) {
    ViewParent at = picture.getParent();
    boolean described = says(picture);
    while (!described && at instanceof View row && row.getId() != R.id.screen) {
      described = says(row);
      at = row.getParent();
    }
    return described;
  }

  private static boolean says(View view) {
    CharSequence said = view.getContentDescription();
    return said != null && !said.toString().isBlank();
  }

  private static boolean hasWordsBeside(View picture) {
    ViewGroup parent = (ViewGroup) picture.getParent();
    for (int i = 0; i < parent.getChildCount(); i++) {
      if (parent.getChildAt(i) instanceof TextView words && words.isShown()) {
        return !words.getText().toString().isBlank();
      }
    }
    return false;
  }

  /** What its virtual views say; empty if it has none. */
  private static List<String> parts(View picture) {
    AccessibilityNodeProvider provider = picture.getAccessibilityNodeProvider();
    List<String> said = new ArrayList<>();
    if (provider == null) {
      return said;
    }
    AccessibilityNodeInfo whole = provider.createAccessibilityNodeInfo(View.NO_ID);
    int count = whole == null ? 0 : whole.getChildCount();
    for (int i = 0; i < count; i++) {
      AccessibilityNodeInfo part = provider.createAccessibilityNodeInfo(i);
      said.add(part == null ? "" : String.valueOf(part.getContentDescription()));
    }
    return said;
  }

  private void requireNumbers(int columnId, int atLeast) {
    requireNumbers(screen.<ViewGroup>read(activity -> activity.findViewById(columnId)), atLeast);
  }

  /** Each row of a column says every number that it shows, and there are so many at least. */
  private static void requireNumbers(ViewGroup rows, int atLeast) {
    assertThat(rows.getChildCount()).isGreaterThanOrEqualTo(atLeast);
    for (int i = 0; i < rows.getChildCount(); i++) {
      List<String> shown = new ArrayList<>();
      numbers(rows.getChildAt(i), shown);
      String said = String.valueOf(rows.getChildAt(i).getContentDescription());
      assertThat(said).isNotBlank().isNotEqualTo("null");
      assertThat(shown).as("numbers of " + said).isNotEmpty();
      String ungrouped = said.replace(",", ""); // as some are shown
      assertThat(shown).allMatch(number -> ungrouped.contains(number.replace(",", "")));
    }
  }

  private static void numbers(View view, List<String> found) {
    if (view instanceof TextView text && text.getVisibility() == View.VISIBLE) {
      Matcher numbers = NUMBER.matcher(text.getText());
      while (numbers.find()) {
        found.add(numbers.group());
      }
    } else if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        numbers(group.getChildAt(i), found);
      }
    }
  }

  private boolean isShown(int id) {
    return screen.read(activity -> activity.findViewById(id).isShown());
  }

  private String description(int id) {
    return screen.read(
        activity -> String.valueOf(activity.findViewById(id).getContentDescription()));
  }
}
