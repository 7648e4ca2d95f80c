package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.TinyCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A checkpoint whose files are on a server, from there to the library. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class CheckpointDownloadTest {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "chat_template.jinja",
          "model.safetensors");

  @Rule public final MockWebServer server = new MockWebServer();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  private Path checkpoint;
  private FolderServer files;
  private JobFolder incoming;

  @Before
  public void serve() throws IOException {
    checkpoint = TinyCheckpoint.write(folder.newFolder("tiny").toPath());
    files = new FolderServer(checkpoint);
    server.setDispatcher(files);
    app.settle();
    incoming = new JobFolder(app.scope().shelf().library().incoming());
  }

  @Test
  public void download_severalFiles_isAModelAndLeavesNothingElse() throws IOException {
    JobRecord job = job(known());
    take(job, new JobControl(() -> 0, () -> {}));

    assertThat(onlyModel().architecture()).isEqualTo("llama");
    assertThat(onlyModel().origin()).isEqualTo("Tiny");
    assertThat(files.asked()).isEqualTo(FILES);
    assertThat(incoming.part(job.id())).as("it is the model's now").doesNotExist();
    assertThat(state().source(onlyModel().id()))
        .as("the files, and which versions they are")
        .isBetween(sum(known()), sum(known()) + 1_000);
    incoming.delete(job.id());
    assertThat(incoming.folder().toFile().list()).isEmpty();
  }

  @Test
  public void download_severalFiles_isOneProgressOfAllTheirBytes() throws IOException {
    long whole = sum(known());
    List<JobProgress> seen = new ArrayList<>();
    JobControl[] control = new JobControl[1];
    control[0] = new JobControl(() -> 0, () -> seen.add(control[0].progress()));
    take(job(known()), control[0]);

    seen.removeIf(progress -> progress.step() != JobProgress.Step.DOWNLOADING);
    assertThat(seen).extracting(JobProgress::total).containsOnly(whole);
    assertThat(seen).extracting(JobProgress::done).isSorted().startsWith(0L).endsWith(whole);
  }

  @Test
  public void download_processEndsBetweenTwoFiles_whatIsHereIsNotFetchedAgain() throws IOException {
    JobRecord job = job(known());
    JobControl dies = new JobControl(() -> 0, () -> {});
    files.before(
        name -> {
          if (name.equals("model.safetensors")) {
            dies.stop();
          }
        });
    assertThat(catchThrowableOfType(JobControl.Stopped.class, () -> run(job, dies))).isNotNull();
    files.before(name -> {});
    files.asked();

    incoming.write(job);
    assertThat(incoming.readAll()).as("as the next process does").containsExactly(job);
    take(job, new JobControl(() -> 0, () -> {}));
    assertThat(files.asked()).allMatch(name -> name.startsWith("model.safetensors")).hasSize(1);
    assertThat(onlyModel().architecture()).isEqualTo("llama");
  }

  @Test
  public void download_processEndsInTheMidstOfAFile_onlyTheRestIsFetched() throws IOException {
    JobRecord job = job(known());
    long weightsBegin = sum(known().subList(0, FILES.size() - 1));
    JobControl[] dies = new JobControl[1];
    dies[0] =
        new JobControl(
            () -> 0,
            () -> {
              JobProgress now = dies[0].progress();
              if (now.done() > weightsBegin && now.done() < now.total()) {
                dies[0].stop();
              }
            });
    files.breaking("model.safetensors");
    assertThat(catchThrowableOfType(JobControl.Stopped.class, () -> run(job, dies[0]))).isNotNull();
    assertThat(incoming.part(job.id()).resolve("model.safetensors")).isNotEmptyFile();
    files.asked();

    take(job, new JobControl(() -> 0, () -> {}));
    assertThat(files.asked()).containsExactly("model.safetensors bytes=N-");
    assertThat(onlyModel().architecture()).isEqualTo("llama");
  }

  @Test
  public void download_wrongHashOfOneFile_isNoModelAndLeavesNothing() throws IOException {
    List<RemoteFile> wrong = new ArrayList<>(known());
    RemoteFile last = wrong.remove(wrong.size() - 1);
    wrong.add(new RemoteFile(last.address(), last.bytes(), "0".repeat(64)));
    JobRecord job = job(wrong);

    Refusal why = refusal(job);

    assertThat(why.reason()).isEqualTo(Refusal.Reason.WRONG_HASH);
    assertThat(models()).isEmpty();
    assertThat(incoming.folder().toFile().list()).isEmpty();
  }

  @Test
  public void download_aFileIsMissingThere_saysWhatTheServerSaid() throws IOException {
    List<RemoteFile> one = new ArrayList<>(known());
    one.set(1, new RemoteFile(server.url("/gone/tokenizer.model").toString(), 9, ""));

    assertThat(refusal(job(one)).reason()).isEqualTo(Refusal.Reason.SERVER);
  }

  @Test
  public void download_withoutATokenizer_isRefusedBeforeAnythingIsFetched() throws IOException {
    List<RemoteFile> one = new ArrayList<>(known());
    one.remove(1);

    assertThat(refusal(job(one)).detail()).contains("tokenizer");
    assertThat(files.asked()).isEmpty();
  }

  @Test
  public void download_noRoomForAllOfThem_isRefusedBeforeAnythingIsFetched() throws IOException {
    List<RemoteFile> one = new ArrayList<>(known());
    RemoteFile last = one.remove(one.size() - 1);
    one.add(new RemoteFile(last.address(), Long.MAX_VALUE / 4, last.sha256()));

    assertThat(refusal(job(one)).reason()).isEqualTo(Refusal.Reason.NO_SPACE);
    assertThat(files.asked()).isEmpty();
  }

  private Refusal refusal(JobRecord job) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> run(job, new JobControl(() -> 0, () -> {}))));
  }

  private List<RemoteFile> known() throws IOException {
    List<RemoteFile> all = new ArrayList<>();
    for (String name : FILES) {
      Path file = checkpoint.resolve(name);
      String sha256 = BundleVerifier.sha256(file, share -> {});
      all.add(new RemoteFile(server.url("/tiny/" + name).toString(), Files.size(file), sha256));
    }
    return all;
  }

  private static JobRecord job(List<RemoteFile> files) {
    List<String> lines = new ArrayList<>();
    files.forEach(file -> lines.add(file.line()));
    return new JobRecord(
        "job-1",
        JobRecord.Kind.DOWNLOADS,
        "Tiny",
        String.join(CheckpointCopy.SEPARATOR, lines),
        "",
        false,
        JobRecord.Status.WAITING,
        null);
  }

  /** To the library, which takes models on its own thread. */
  private void take(JobRecord job, JobControl control) {
    Awaited.on(
        app.scope().executors().work(),
        () -> {
          try {
            run(job, control);
            return true;
          } catch (IOException refused) {
            throw new UncheckedIOException(refused);
          }
        });
  }

  private void run(JobRecord job, JobControl control) throws IOException {
    FileOffers offers = new FileOffers(ApplicationProvider.getApplicationContext());
    FileCopy copy = new FileCopy(offers, FreeRoom.ofThePhone());
    Download download =
        new Download(unmetered -> JobProgress.Pause.NONE, url -> true, FreeRoom.ofThePhone(), 1);
    new ModelIntake(
            incoming,
            app.scope().shelf().library(),
            new ModelIntake.Fetching(copy, new CheckpointCopy(offers, copy), () -> download),
            new Conversion(() -> JobProgress.Pause.NONE, FreeRoom.ofThePhone()),
            () -> 0)
        .run(job, control);
  }

  private LibraryState state() {
    return Objects.requireNonNull(app.observed(app.scope().shelf().library().state()), "state");
  }

  private List<ModelCard> models() {
    LibraryState state =
        Objects.requireNonNull(app.observed(app.scope().shelf().library().state()));
    return state.models();
  }

  private static long sum(List<RemoteFile> files) {
    long bytes = 0;
    for (RemoteFile file : files) {
      bytes += file.bytes();
    }
    return bytes;
  }

  private ModelCard onlyModel() {
    assertThat(models()).hasSize(1);
    return models().get(0);
  }
}
