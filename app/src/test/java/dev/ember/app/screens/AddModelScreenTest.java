package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.content.ComponentName;
import android.content.Intent;
import android.content.IntentFilter;
import android.net.Uri;
import android.os.Looper;
import android.os.storage.StorageManager;
import android.provider.Settings;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.jobs.RemoteFile;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowDialog;
import org.robolectric.shadows.ShadowPackageManager;

/** The sheet that adds a model from a server, and what a full phone is offered. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class AddModelScreenTest {
  /** More than any disk has free besides. */
  private static final long MORE_BYTES = 1L << 30;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final ScreenRule screen = new ScreenRule();

  private final CountDownLatch workGoesOn = new CountDownLatch(1);

  private record Known(String name, String licence, List<RemoteFile> files) {
    boolean hasHashes() {
      return files.stream().noneMatch(file -> file.sha256().isEmpty());
    }

    boolean hasSizes() {
      return files.stream().noneMatch(file -> file.bytes() == 0);
    }

    long bytes() {
      return files.stream().mapToLong(RemoteFile::bytes).sum();
    }
  }

  @After
  public void letGo() {
    workGoesOn.countDown();
  }

  @Test
  public void catalogue_everyModel_saysItsLicenceAndItsSizeAndHashIfTheyAreKnown()
      throws IOException {
    openSheet();
    List<Known> known = known();
    ViewGroup rows = (ViewGroup) inSheet(R.id.catalogue);
    assertThat(rows.getChildCount()).isEqualTo(known.size());
    for (int i = 0; i < known.size(); i++) {
      Known model = known.get(i);
      View row = rows.getChildAt(i);
      assertThat(text(row, R.id.choice_title)).isEqualTo(model.name());
      String more = text(row, R.id.choice_more);
      assertThat(more).contains(model.licence());
      assertThat(more.contains("SHA-256 not known")).isEqualTo(!model.hasHashes());
      assertThat(more.contains("size not known")).isEqualTo(!model.hasSizes());
      int files = model.files().size();
      assertThat(more.contains(files + " files")).isEqualTo(files > 1);
      if (model.hasSizes()) {
        assertThat(more).contains(Math.round(model.bytes() / 1e6) + " MB");
      }
    }
  }

  @Test
  public void catalogue_modelTapped_isFetchedAndHeldToItsHash() throws IOException {
    openSheet();
    nothingIsFetched();
    List<Known> known = known();
    for (int i = 0; i < known.size(); i++) {
      int row = i;
      screen.with(activity -> ((ViewGroup) inSheet(R.id.catalogue)).getChildAt(row).performClick());
      happen();
      JobRecord job = onlyJob();
      assertAsksFor(job, known.get(i));
      assertThat(job.unmeteredOnly()).as("as it is set at first").isTrue();
      assertThat(onScreen(R.id.job_title)).isEqualTo(job.title());
      assertThat(sheetIsOpen()).isFalse();
      forget(job);
      tapAdd();
    }
  }

  private static void assertAsksFor(JobRecord job, Known model) {
    RemoteFile first = model.files().get(0);
    if (model.files().size() == 1) {
      assertThat(job.kind()).isEqualTo(JobRecord.Kind.DOWNLOAD);
      assertThat(job.source()).isEqualTo(first.address());
      assertThat(job.sha256()).isEqualTo(first.sha256());
      assertThat(job.title()).endsWith(".gguf");
      return;
    }
    assertThat(job.kind()).isEqualTo(JobRecord.Kind.DOWNLOADS);
    assertThat(job.title()).isEqualTo(model.name());
    for (RemoteFile file : model.files()) {
      assertThat(job.source()).contains(file.address()).contains(file.sha256());
    }
  }

  @Test
  public void address_typed_isFetchedUnderTheNameOfItsFile() {
    openSheet();
    nothingIsFetched();
    screen.with(
        activity -> {
          inSheet(R.id.add_unmetered).performClick();
          type("  https://models.example/oil/lamp.gguf?download=true \n");
          inSheet(R.id.add_download).performClick();
        });
    happen();

    JobRecord job = onlyJob();
    assertThat(job.kind()).isEqualTo(JobRecord.Kind.DOWNLOAD);
    assertThat(job.source()).isEqualTo("https://models.example/oil/lamp.gguf?download=true");
    assertThat(job.title()).isEqualTo("lamp.gguf");
    assertThat(job.sha256()).isEmpty();
    assertThat(job.unmeteredOnly()).as("switched off").isFalse();
    assertThat(sheetIsOpen()).isFalse();
    forget(job);
  }

  @Test
  public void address_ofNothing_leavesTheSheetOpen() {
    openSheet();
    screen.with(
        activity -> {
          type("  ");
          inSheet(R.id.add_download).performClick();
        });
    screen.settle();
    assertThat(sheetIsOpen()).isTrue();
    assertThat(jobs()).isEmpty();
  }

  @Test
  public void address_thatAnybodyMayChangeOnItsWay_isRefusedAloud() {
    openSheet();
    screen.with(
        activity -> {
          type("http://models.example/lamp.gguf");
          inSheet(R.id.add_download).performClick();
        });
    screen.settle();
    assertThat(onScreen(R.id.refused_title)).isEqualTo("lamp.gguf");
    assertThat(onScreen(R.id.refused_why))
        .isEqualTo(screen.app().getString(R.string.refused_https));
  }

  @Test
  public void sheet_ofAnAppWithoutANetwork_offersFilesAlone() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.add_model);
    assertThat(inSheet(R.id.add_online).isShown()).isFalse();
    assertThat(inSheet(R.id.add_file).isShown()).isTrue();
  }

  @Test
  public void freeUpSpace_onAFullPhone_opensThePagesOfThePhone() throws IOException {
    offerMoreThanThereIsRoomFor();
    shadowOf(screen.app()).clearNextStartedActivities();
    screen.click(R.id.refused_free);
    assertThat(shadowOf(screen.app()).getNextStartedActivity().getAction())
        .isEqualTo(StorageManager.ACTION_MANAGE_STORAGE);

    shadowOf(screen.app()).checkActivities(true);
    hasPage(Settings.ACTION_INTERNAL_STORAGE_SETTINGS);
    screen.click(R.id.refused_free);
    assertThat(shadowOf(screen.app()).getNextStartedActivity().getAction())
        .as("where the first is not")
        .isEqualTo(Settings.ACTION_INTERNAL_STORAGE_SETTINGS);
  }

  @Test
  public void freeUpSpace_onAPhoneWithNeitherPage_saysSo() throws IOException {
    offerMoreThanThereIsRoomFor();
    shadowOf(screen.app()).checkActivities(true);
    screen.click(R.id.refused_free);
    assertThat(onScreen(com.google.android.material.R.id.snackbar_text))
        .isEqualTo("This phone has no page about its storage");
  }

  /** As if the phone had such a page. */
  private void hasPage(String action) {
    ShadowPackageManager phone = shadowOf(screen.app().getPackageManager());
    ComponentName page = new ComponentName("phone.settings", "phone.settings.Storage");
    phone.addActivityIfNotPresent(page);
    IntentFilter filter = new IntentFilter(action);
    filter.addCategory(Intent.CATEGORY_DEFAULT);
    phone.addIntentFilterForActivity(page, filter);
  }

  /** A file of holes: it takes no room where it lies. */
  private void offerMoreThanThereIsRoomFor() throws IOException {
    Path file = folder.getRoot().toPath().resolve("large.gguf");
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(screen.app().getNoBackupFilesDir().getUsableSpace() + MORE_BYTES);
    }
    SampleFiles files = Robolectric.buildContentProvider(SampleFiles.class).create("samples").get();
    files.offer(file);
    screen.launch();
    screen.click(R.id.nav_models);
    AppScope.Shelf shelf = screen.app().scope().shelf();
    screen.with(
        activity -> shelf.jobs().importFile(Uri.parse("content://samples/1"), shelf.offers()));
    screen.settle();
    assertThat(onScreen(R.id.refused_title)).isEqualTo("large.gguf");
  }

  /** Of the flavour with a network: tests have the manifest of the other. */
  private void openSheet() {
    shadowOf(screen.app()).grantPermissions(Manifest.permission.INTERNET);
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.add_model);
  }

  private void tapAdd() {
    screen.with(activity -> activity.findViewById(R.id.add_model).performClick());
    happen();
  }

  private View inSheet(int id) {
    return Objects.requireNonNull(screen.dialog().findViewById(id), "a view of the sheet");
  }

  private static boolean sheetIsOpen() {
    return Objects.requireNonNull(ShadowDialog.getLatestDialog(), "sheet").isShowing();
  }

  private void type(String address) {
    ((EditText) inSheet(R.id.add_address)).setText(address);
  }

  /** Downloads wait in line from now on: no test asks a server. */
  private void nothingIsFetched() {
    screen
        .app()
        .scope()
        .executors()
        .work()
        .execute(
            () -> {
              try {
                workGoesOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a test", e);
              }
            });
  }

  /** What can happen while downloads wait. */
  private void happen() {
    for (int i = 0; i < 4; i++) {
      Awaited.barrier(screen.app().scope().executors().disk());
      Awaited.barrier(screen.app().scope().executors().rows());
      shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(500));
    }
  }

  private Jobs shelfJobs() {
    return screen.app().scope().shelf().jobs();
  }

  private List<JobRecord> jobs() {
    List<JobRecord> records = new ArrayList<>();
    List<JobState> states = Objects.requireNonNull(shelfJobs().all().getValue(), "jobs");
    states.forEach(state -> records.add(state.job()));
    return records;
  }

  private JobRecord onlyJob() {
    assertThat(jobs()).hasSize(1);
    return jobs().get(0);
  }

  private void forget(JobRecord job) {
    screen.with(activity -> shelfJobs().cancel(job.id()));
    happen();
  }

  private String onScreen(int id) {
    return screen.read(
        activity ->
            ((TextView) Objects.requireNonNull(activity.findViewById(id), "a view of the list"))
                .getText()
                .toString());
  }

  private static String text(View row, int id) {
    return row.<TextView>findViewById(id).getText().toString();
  }

  private List<Known> known() throws IOException {
    try (InputStream in = screen.app().getAssets().open("catalogue.json")) {
      JsonFields file = JsonFields.parse(new String(in.readAllBytes(), UTF_8));
      return file.objects(
          "models",
          model -> {
            model.int64("parameters");
            return new Known(
                model.string("name"),
                model.string("licence"),
                model.objects(
                    "files",
                    each ->
                        new RemoteFile(
                            each.string("url"), each.int64("bytes"), each.string("sha256"))));
          });
    }
  }
}
