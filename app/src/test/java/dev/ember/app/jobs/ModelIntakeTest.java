package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.app.Application;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.journey.TinyGguf;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.backend.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ModelIntakeTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  private OfferedFiles offers;
  private Path file;
  private byte[] bundle;

  @Before
  public void offerABundle() throws IOException {
    bundle = RunnableBundle.bytes(folder.newFolder().toPath());
    file = folder.newFile().toPath();
    Files.write(file, bundle);
    offers = OfferedFiles.register().offer(file);
    app.settle();
  }

  @Test
  public void import_soundBundle_isInTheLibraryAndNothingElseIsLeft() {
    importIt("story.ember");

    ModelCard card = onlyModel();
    assertThat(card.name()).isEqualTo(RunnableBundle.NAME);
    assertThat(card.bytes()).isEqualTo(bundle.length);
    assertThat(card.sha256()).hasSize(64).startsWith(card.id());
    assertThat(card.origin()).isEqualTo("story.ember");
    assertThat(card.parameters()).isPositive();
    assertThat(jobs()).isEmpty();
    assertThat(files(library().incoming())).isEmpty();
    assertThat(library().fileOf(card.id())).hasBinaryContent(bundle);
  }

  @Test
  public void import_hostileName_isShownAndNeverAPath() throws IOException {
    offers.named("../../databases/ember.db\n\u202egnp.exe");
    String shown = Objects.requireNonNull(offers().name(OfferedFiles.uri()));

    importIt(shown);

    assertThat(shown).isEqualTo("../../databases/ember.dbgnp.exe");
    assertThat(onlyModel().origin()).isEqualTo(shown);
    try (Stream<Path> all = Files.walk(home())) {
      assertThat(all.filter(path -> path.toString().contains(".exe"))).isEmpty();
    }
  }

  @Test
  public void import_cutShort_isRefusedAndKeptForItsUserToSee() throws IOException {
    Files.write(file, Arrays.copyOf(bundle, bundle.length / 2));

    importIt("half.ember");

    JobRecord.Fault fault = onlyFault();
    assertThat(fault.reason()).isIn(Refusal.Reason.DAMAGED, Refusal.Reason.NOT_A_MODEL);
    assertThat(models()).isEmpty();
    app.restart();
    app.settle();
    assertThat(onlyFault()).isEqualTo(fault);
  }

  @Test
  public void import_oneByteFlipped_isRefusedByItsHash() throws IOException {
    byte[] spoiled = bundle.clone();
    spoiled[bundle.length / 2] ^= 1;
    Files.write(file, spoiled);

    importIt("spoiled.ember");

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.DAMAGED);
    assertThat(onlyFault().detail()).contains("expected").doesNotContain("/");
    assertThat(models()).isEmpty();
  }

  @Test
  public void import_text_isRefusedAsNoModel() throws IOException {
    Files.write(file, "Dear diary".getBytes(StandardCharsets.UTF_8));

    importIt("diary.txt");

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.NOT_A_MODEL);
  }

  @Test
  public void import_nameOfAPartOfAWholeFile_isJudgedByContent() throws IOException {
    Files.write(file, gguf(0, 1));

    importIt("model-00002-of-00003.gguf");

    // An empty model is refused for what it lacks, not for files that it does not need.
    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.DAMAGED);
  }

  @Test
  public void import_partUnderAnotherName_isRefusedBeforeItIsCopied() throws IOException {
    Files.write(file, gguf(1, 3));

    importIt("model.gguf");

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.SPLIT);
    assertThat(onlyFault().expected()).isEqualTo(3);
    assertThat(onlyFault().detail()).isEqualTo("expected 3 files but found number 2 alone");
    assertThat(files(library().incoming())).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  public void import_partUnderItsName_isRefusedAsOne() throws IOException {
    Files.write(file, gguf(1, 3));

    importIt("model-00002-of-00003.gguf");

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.SPLIT);
  }

  /** A header alone, version 3: no tensors, and which of how many files it is, as UINT16. */
  private static byte[] gguf(int number, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(0).putLong(2);
    bytes.putLong(8).put("split.no".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(2).putShort((short) number);
    bytes.putLong(11).put("split.count".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(2).putShort((short) count);
    return bytes.array();
  }

  @Test
  public void import_grantEnded_saysThatTheFileIsOutOfReach() {
    offers.allow(false);

    importIt("gone.ember");

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.SOURCE_GONE);
  }

  @Test
  public void import_providerFails_isAFileOutOfReachAndNoEndOfTheApp() {
    offers.failing(new IllegalStateException("a fault of another app"));
    importIt("odd.ember");
    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.SOURCE_GONE);
    assertThat(onlyFault().detail()).contains("a fault of another app");

    offers.failing(null);
    app.scope().shelf().jobs().goOn(jobs().get(0).job().id());
    app.settle();

    assertThat(onlyModel().name()).isEqualTo(RunnableBundle.NAME);
  }

  @Test
  public void import_processDiesHalfWay_goesOnWhereItStood() throws IOException {
    JobFolder incoming = new JobFolder(library().incoming());
    incoming.write(job("job-1", JobRecord.Kind.FILE, OfferedFiles.uri().toString()));
    incoming.begin("job-1");
    Files.write(incoming.part("job-1"), Arrays.copyOf(bundle, bundle.length - 10));

    app.killAndRestart();
    app.settle();

    assertThat(onlyModel().bytes()).isEqualTo(bundle.length);
    assertThat(jobs()).isEmpty();
    assertThat(files(library().incoming())).as("nor a mark").isEmpty();
  }

  @Test
  public void import_processDiesHalfWay_keepsWhatIsHere() throws IOException {
    byte[] begun = Arrays.copyOf(bundle, bundle.length - 10);
    begun[bundle.length / 2] ^= 1; // what a copy from the beginning would mend
    JobFolder incoming = new JobFolder(library().incoming());
    incoming.write(job("job-1", JobRecord.Kind.FILE, OfferedFiles.uri().toString()));
    Files.write(incoming.part("job-1"), begun);

    app.killAndRestart();
    app.settle();
    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.DAMAGED);

    app.scope().shelf().jobs().goOn("job-1");
    app.settle();
    assertThat(onlyModel().name()).as("copied anew").isEqualTo(RunnableBundle.NAME);
  }

  @Test
  public void import_throughAPipe_isInTheLibrary() {
    offers.throughAPipe();
    importIt("story.ember");
    assertThat(library().fileOf(onlyModel().id())).hasBinaryContent(bundle);
  }

  @Test
  public void start_afterTwoDeathsOfOneJob_asksInsteadOfDyingAgain() throws IOException {
    JobFolder incoming = new JobFolder(library().incoming());
    incoming.write(job("job-1", JobRecord.Kind.FILE, OfferedFiles.uri().toString()));
    incoming.begin("job-1");
    incoming.begin("job-1");

    app.killAndRestart();
    app.settle();

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.ENDED_APP);
    assertThat(onlyFault().found()).isEqualTo(2);
    assertThat(models()).isEmpty();
    assertThat(incoming.begins("job-1")).as("the next start asks too").isEqualTo(2);

    app.scope().shelf().jobs().goOn("job-1");
    app.settle();

    assertThat(onlyModel().name()).isEqualTo(RunnableBundle.NAME);
    assertThat(files(library().incoming())).isEmpty();
  }

  @Test
  public void start_jobBehindOneThatKills_isTakenIn() throws IOException {
    JobFolder incoming = new JobFolder(library().incoming());
    incoming.write(job("job-1", JobRecord.Kind.FILE, "content://gone/killer"));
    incoming.begin("job-1");
    incoming.begin("job-1");
    incoming.write(job("job-2", JobRecord.Kind.FILE, OfferedFiles.uri().toString()));

    app.killAndRestart();
    app.settle();

    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.ENDED_APP);
    assertThat(models()).hasSize(1);
  }

  @Test
  public void run_readsAModel_isMarkedUntilTheJobHasAnEnd() throws IOException {
    Files.write(file, "Dear diary".getBytes(StandardCharsets.UTF_8));
    JobFolder incoming = new JobFolder(folder.newFolder().toPath());
    JobControl control = new JobControl(() -> 0, () -> {});

    assertThatThrownBy(
            () ->
                intake(incoming)
                    .run(job("job-1", JobRecord.Kind.FILE, OfferedFiles.uri().toString()), control))
        .isInstanceOf(Refusal.class);
    assertThat(incoming.begins("job-1")).isEqualTo(1);

    assertThatThrownBy(
            () ->
                intake(incoming)
                    .run(job("job-2", JobRecord.Kind.DOWNLOAD, "http://plain.example"), control))
        .isInstanceOf(Refusal.class);
    assertThat(incoming.begins("job-2")).as("nothing was read").isZero();

    importIt("diary.txt");
    assertThat(onlyFault().reason()).isEqualTo(Refusal.Reason.NOT_A_MODEL);
    assertThat(files(library().incoming())).noneMatch(name -> name.endsWith(".begun"));
  }

  @Test
  public void run_errorThatEndsTheProcess_leavesTheMark() throws IOException {
    JobFolder incoming = new JobFolder(folder.newFolder().toPath());
    Jobs jobs =
        new Jobs(
            incoming,
            app.scope().executors(),
            (job, control) -> {
              incoming.begin(job.id());
              throw new OutOfMemoryError("a scripted end of the process");
            },
            new Jobs.Clocks(() -> 0, () -> 0),
            offers()::named);

    jobs.importFile(OfferedFiles.uri().toString(), "story.ember");
    app.settle();

    JobState died = Objects.requireNonNull(jobs.all().getValue()).get(0);
    assertThat(died.job().status()).isEqualTo(JobRecord.Status.RUNNING);
    assertThat(incoming.begins(died.job().id())).isEqualTo(1);
  }

  @Test
  public void run_memoryEndsWhileItIsChecked_keepsWhatHasCome() throws IOException {
    keepsWhatHasCome(JobProgress.Step.CHECKING);
  }

  @Test
  public void run_memoryEndsWhileItIsCompared_keepsWhatHasCome() throws IOException {
    Files.write(file, TinyGguf.whole());
    keepsWhatHasCome(JobProgress.Step.COMPARING);
  }

  private void keepsWhatHasCome(JobProgress.Step end) throws IOException {
    JobFolder incoming = new JobFolder(folder.newFolder().toPath());
    JobRecord job = job("job-1", JobRecord.Kind.FILE, OfferedFiles.uri().toString());
    assertThatThrownBy(() -> intake(incoming).run(job, runningOutAt(end)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.NO_MEMORY));
    assertThat(incoming.part("job-1")).hasSameBinaryContentAs(file);

    app.scope().executors().work().execute(() -> runsWhole(incoming, job));
    app.settle();
    assertThat(models()).as("where there is memory again").hasSize(1);
  }

  private void runsWhole(JobFolder incoming, JobRecord job) {
    try {
      intake(incoming).run(job, new JobControl(() -> 0, () -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a runtime ends for which there is no memory, in the second half of this step. */
  private static JobControl runningOutAt(JobProgress.Step end) {
    JobControl[] control = new JobControl[1];
    control[0] =
        new JobControl(
            () -> 0,
            () -> {
              JobProgress now = control[0].progress();
              if (now.step() == end && now.permille() > 500) {
                throw BackendException.outOfMemory(
                    "a runtime", "opening", new OutOfMemoryError("as the test wants"));
              }
            });
    return control[0];
  }

  private ModelIntake intake(JobFolder incoming) {
    FileCopy copy = new FileCopy(offers(), FreeRoom.ofThePhone());
    Download download =
        new Download(
            Network.of(ApplicationProvider.getApplicationContext()),
            Download::isSafe,
            FreeRoom.ofThePhone(),
            Download.FIRST_BACKOFF_MS);
    return new ModelIntake(
        incoming,
        library(),
        new ModelIntake.Fetching(copy, new CheckpointCopy(offers(), copy), () -> download),
        new Conversion(() -> JobProgress.Pause.NONE, FreeRoom.ofThePhone()),
        () -> 0);
  }

  private static JobRecord job(String id, JobRecord.Kind kind, String source) {
    return new JobRecord(
        id, kind, "story.ember", source, "", false, JobRecord.Status.WAITING, null);
  }

  @Test
  public void start_filesOfNoJob_areDeleted() throws IOException {
    Files.write(library().incoming().resolve("job-9.part"), new byte[100]);

    app.restart();
    app.settle();

    assertThat(files(library().incoming())).isEmpty();
  }

  @Test
  public void cancel_refusedJob_leavesNothing() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});
    importIt("odd");

    app.scope().shelf().jobs().cancel(jobs().get(0).job().id());
    app.settle();

    assertThat(jobs()).isEmpty();
    assertThat(files(library().incoming())).isEmpty();
  }

  @Test
  public void goOn_afterTheCauseIsGone_succeeds() {
    offers.allow(false);
    importIt("later.ember");
    offers.allow(true);

    app.scope().shelf().jobs().goOn(jobs().get(0).job().id());
    app.settle();

    assertThat(onlyModel().name()).isEqualTo(RunnableBundle.NAME);
  }

  @Test
  public void delete_chosenModel_chatsGoBackToTheDefault() {
    importIt("story.ember");
    String id = onlyModel().id();
    library().choose(3, id);
    library().setDefault(id);
    assertThat(library().modelOf(3)).isEqualTo(id);

    library().delete(id);
    app.settle();

    assertThat(library().modelOf(3)).isEqualTo(ModelLibrary.BUILT_IN);
    assertThat(library().defaultId()).isEqualTo(ModelLibrary.BUILT_IN);
    assertThat(models()).isEmpty();
    assertThat(files(home())).hasSize(1); // the incoming folder
  }

  @Test
  public void library_afterARestart_hasItsModelsAndChoices() {
    importIt("story.ember");
    ModelCard card = onlyModel();
    library().choose(3, card.id());
    library().setDefault(card.id());

    app.restart();
    app.settle();

    assertThat(onlyModel()).isEqualTo(card);
    assertThat(library().defaultId()).isEqualTo(card.id());
    library().setDefault(ModelLibrary.BUILT_IN);
    assertThat(library().modelOf(3)).isEqualTo(card.id());
    assertThat(library().modelOf(4)).isEqualTo(ModelLibrary.BUILT_IN);
  }

  private static FileOffers offers() {
    return new FileOffers(ApplicationProvider.getApplicationContext());
  }

  private void importIt(String title) {
    Uri uri = OfferedFiles.uri();
    app.scope().shelf().jobs().importFile(uri.toString(), title);
    app.settle();
  }

  private ModelLibrary library() {
    return app.scope().shelf().library();
  }

  /** The folder of all models. */
  private Path home() {
    return Objects.requireNonNull(library().incoming().getParent(), "home");
  }

  private List<JobState> jobs() {
    return Objects.requireNonNull(app.observed(app.scope().shelf().jobs().all()));
  }

  private JobRecord.Fault onlyFault() {
    List<JobState> all = jobs();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).job().status()).isEqualTo(JobRecord.Status.REFUSED);
    return Objects.requireNonNull(all.get(0).job().fault());
  }

  private List<ModelCard> models() {
    LibraryState state = Objects.requireNonNull(app.observed(library().state()));
    return state.models();
  }

  private ModelCard onlyModel() {
    assertThat(jobs()).extracting(JobState::job).extracting(JobRecord::fault).isEmpty();
    assertThat(models()).hasSize(1);
    return models().get(0);
  }

  private static String[] files(Path home) {
    return Objects.requireNonNull(home.toFile().list());
  }
}
