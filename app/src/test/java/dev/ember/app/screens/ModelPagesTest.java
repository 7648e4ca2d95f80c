package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.graphics.Rect;
import android.net.Uri;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.main.MainActivity;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.backend.FakeBackend;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The pages of models while something else goes on. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ModelPagesTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void shelveAModel() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
    library().addBuiltIn(card("", ""));
    screen.launch();
  }

  private static ModelCard card(String sha256, String originSha256) {
    return new ModelCard(
        ModelLibrary.BUILT_IN,
        ScriptedModel.NAME,
        1,
        sha256,
        "llama",
        "int8-per-channel",
        new ModelCard.Shape(1, 4, 1, 1, 4),
        1,
        ScriptedModel.CONTEXT,
        1,
        "Apache-2.0",
        "tiny.gguf",
        originSha256,
        0);
  }

  @Test
  public void details_ofADownload_haveBothHashesToCopy() {
    String converted = "0123".repeat(16);
    String downloaded = "89ab".repeat(16);
    library().addBuiltIn(card(converted, downloaded));
    openDetails();

    assertThat(copied("SHA-256")).isEqualTo(converted);
    assertThat(copied("SHA-256 of the download")).isEqualTo(downloaded);
    assertThat(copyLabel("SHA-256")).isEqualTo("Copy SHA-256");
    assertThat(copyLabel("SHA-256 of the download")).isEqualTo("Copy SHA-256 of the download");
  }

  @Test
  public void details_ofADownloadedBundle_haveItsHashOnce() {
    String sha256 = "0123".repeat(16);
    library().addBuiltIn(card(sha256, sha256));
    openDetails();

    assertThat(copied("SHA-256")).isEqualTo(sha256);
    assertThat(fact("SHA-256 of the download")).isNull();
  }

  @Test
  public void details_gpuUnchecked_isCheckedByATapAndTheListSaysSo() {
    screen.app().contenders(ProofSamples.contenders(screen.app()).cpu(50).gpu(25));
    openDetails();
    assertThat(said(R.id.gpu_title)).isEqualTo("GPU not checked yet: takes about 10 s");
    assertThat(seen(R.id.gpu_check_again)).isFalse();

    screen.click(R.id.gpu_check);

    assertThat(said(R.id.gpu_title)).isEqualTo("GPU checked against CPU: right, 2.0× faster");
    assertThat(seen(R.id.gpu_check)).isFalse();
    assertThat(seen(R.id.gpu_check_again)).isTrue();
    screen.with(activity -> ((MainActivity) activity).openModels());
    screen.settle();
    assertThat(seen(R.id.tag_gpu)).isTrue();
  }

  @Test
  public void details_checkedAgain_saysWhatIsFoundNow() {
    ProofSamples.prove(screen.app(), ProofSamples.Phone.GPU_TWICE_AS_FAST);
    openDetails();
    assertThat(said(R.id.gpu_title)).contains("2.0× faster");

    screen.app().contenders(ProofSamples.contenders(screen.app()).cpu(50).gpu(100));
    screen.click(R.id.gpu_check_again);

    assertThat(said(R.id.gpu_title)).contains("right, but slower here");
    screen.with(activity -> ((MainActivity) activity).openModels());
    screen.settle();
    assertThat(seen(R.id.tag_gpu)).isFalse();
  }

  @Test
  public void details_speeds_standBesideEachOther() {
    openDetails();
    Rect reading = place(R.id.speed_reading);
    Rect writing = place(R.id.speed_writing);
    assertThat(writing.top).isEqualTo(reading.top);
    assertThat(writing.left).isGreaterThan(reading.right);
  }

  private Rect place(int id) {
    return screen.read(
        activity -> {
          Rect place = new Rect();
          activity.findViewById(id).getGlobalVisibleRect(place);
          return place;
        });
  }

  /** A verdict that cannot be found anew is not forgotten either. */
  @Test
  public void details_noMemoryForACheck_offerNone() {
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    memory.availMem = 1;
    shadowOf(screen.app().getSystemService(ActivityManager.class)).setMemoryInfo(memory);
    openDetails();
    assertThat(said(R.id.gpu_title)).contains("GPU is not tried");
    assertThat(seen(R.id.gpu_check)).isFalse();
    assertThat(seen(R.id.gpu_check_again)).isFalse();
  }

  @Test
  public void models_gauge_opensTheBenchmark() {
    screen.with(activity -> ((MainActivity) activity).openModels());
    screen.settle();
    screen.click(R.id.open_benchmark);
    assertThat(seen(R.id.benchmark_start)).isTrue();
    screen.click(R.id.page_back);
    assertThat(seen(R.id.models)).isTrue();
  }

  private String said(int id) {
    return screen.read(a -> a.<TextView>findViewById(id).getText().toString());
  }

  private boolean seen(int id) {
    return screen.read(
        a -> {
          View view = a.findViewById(id);
          return view != null && view.isShown();
        });
  }

  /** What the button beside a fact copies. */
  private String copied(String name) {
    View row = Objects.requireNonNull(fact(name), name);
    screen.with(activity -> row.findViewById(R.id.fact_copy).performClick());
    ClipData clip = screen.app().getSystemService(ClipboardManager.class).getPrimaryClip();
    return Objects.requireNonNull(clip, "clip").getItemAt(0).getText().toString();
  }

  private String copyLabel(String name) {
    View row = Objects.requireNonNull(fact(name), name);
    return String.valueOf(row.findViewById(R.id.fact_copy).getContentDescription());
  }

  private @Nullable View fact(String name) {
    ViewGroup facts = screen.read(activity -> activity.findViewById(R.id.facts));
    for (int i = 0; i < facts.getChildCount(); i++) {
      View row = facts.getChildAt(i);
      if (row.<TextView>findViewById(R.id.fact_name).getText().toString().equals(name)) {
        return row;
      }
    }
    return null;
  }

  @Test
  public void newChatWith_pageMadeAnewMeanwhile_staysAndNothingEnds() {
    openDetails();
    CountDownLatch written = new CountDownLatch(1);
    scope().executors().disk().execute(() -> await(written));
    screen.with(activity -> activity.findViewById(R.id.new_chat_with).performClick());
    screen.scenario().recreate();
    written.countDown();
    screen.settle();

    assertThat(screen.<Boolean>read(a -> a.findViewById(R.id.new_chat_with) != null)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the disk", e);
    }
  }

  @Test
  public void newChat_afterOneWithAModelThatWasLeft_isAnsweredByTheDefault() {
    openDetails();
    screen.click(R.id.new_chat_with);
    assertThat(library().exported()).containsValue(ModelLibrary.BUILT_IN);
    screen.click(R.id.back);

    screen.with(activity -> ((MainActivity) activity).newChat());
    screen.settle();

    assertThat(screen.<Boolean>read(a -> a.findViewById(R.id.field) != null)).isTrue();
    assertThat(library().exported()).doesNotContainValue(ModelLibrary.BUILT_IN);
  }

  @Test
  public void details_jobChanges_keepTheirViews() {
    openDetails();
    View fact = screen.read(a -> a.<ViewGroup>findViewById(R.id.facts).getChildAt(0));

    changeJobs();

    assertThat(screen.<View>read(a -> a.<ViewGroup>findViewById(R.id.facts).getChildAt(0)))
        .isSameAs(fact);
  }

  @Test
  public void sheet_jobChanges_keepsItsRows() {
    screen.click(R.id.empty_new_chat);
    screen.click(R.id.title_block);
    ViewGroup rows = screen.dialog().findViewById(R.id.sheet_models);
    View row = rows.getChildAt(0);
    assertThat(row).isNotNull();

    changeJobs();

    assertThat(rows.getChildAt(0)).isSameAs(row);
  }

  /** A file that nobody has waits, is looked for, and is refused: the library is as it was. */
  private void changeJobs() {
    AppScope.Shelf shelf = scope().shelf();
    shelf.jobs().importFile(Uri.parse("content://nobody/1"), shelf.offers());
    screen.settle();
    assertThat(shelf.jobs().all().getValue()).hasSize(1);
  }

  private void openDetails() {
    screen.with(activity -> ((MainActivity) activity).openModel(ModelLibrary.BUILT_IN));
    screen.settle();
  }

  private AppScope scope() {
    return screen.app().scope();
  }

  private ModelLibrary library() {
    return scope().shelf().library();
  }
}
