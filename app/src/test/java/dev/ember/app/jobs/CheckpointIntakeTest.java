package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import android.provider.DocumentsContract;
import android.provider.OpenableColumns;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.TinyCheckpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A checkpoint of several files, picked together or as a folder. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class CheckpointIntakeTest {
  private static final String AUTHORITY = "test.folder";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  private final AtomicInteger healthLooks = new AtomicInteger();
  private Path checkpoint;

  @Before
  public void offer() throws IOException {
    checkpoint = TinyCheckpoint.write(folder.newFolder("tiny").toPath());
    FolderProvider.folder = checkpoint;
    Robolectric.buildContentProvider(FolderProvider.class).create(AUTHORITY);
    app.settle();
  }

  @Test
  public void files_pickedTogether_becomeAModel() throws IOException {
    jobs().importFiles(all(), offers());
    app.settle();

    ModelCard card = onlyModel();
    assertThat(card.architecture()).isEqualTo("llama");
    assertThat(card.origin()).isEqualTo("model.safetensors");
    assertThat(states()).isEmpty();
    try (Stream<Path> left = Files.list(app.scope().shelf().library().incoming())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  public void folder_picked_becomesAModel() {
    Uri tree = DocumentsContract.buildTreeDocumentUri(AUTHORITY, "primary:models/tiny");
    jobs().importFolder(tree, offers());
    app.settle();
    assertThat(onlyModel().origin()).isEqualTo("tiny");
  }

  @Test
  public void folder_namedByNothingThatShows_becomesAnUnnamedModel() {
    Uri tree = DocumentsContract.buildTreeDocumentUri(AUTHORITY, "\u0001\u202e");
    jobs().importFolder(tree, offers());
    app.settle();
    assertThat(onlyModel().name()).isEqualTo("Unnamed model");
  }

  @Test
  public void record_writtenWithoutATitle_becomesAnUnnamedModel() throws IOException {
    new JobFolder(app.scope().shelf().library().incoming()).write(job().titled(""));

    app.killAndRestart();
    app.settle();

    assertThat(onlyModel().name()).isEqualTo("Unnamed model");
    assertThat(onlyModel().origin()).isEqualTo("Unnamed model");
  }

  @Test
  public void weights_alone_areRefusedBeforeTheyAreCopied() throws IOException {
    jobs().importFile(uri("model.safetensors"), offers());
    app.settle();

    assertThat(fault().reason()).isEqualTo(Refusal.Reason.WEIGHTS_ONLY);
    try (Stream<Path> left = Files.list(app.scope().shelf().library().incoming())) {
      assertThat(left.filter(path -> path.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  public void files_withoutAConfig_sayWhatIsMissing() {
    jobs().importFiles(List.of(uri("model.safetensors"), uri("tokenizer.json")), offers());
    app.settle();
    assertThat(fault().reason()).isEqualTo(Refusal.Reason.WEIGHTS_ONLY);
    assertThat(fault().detail()).contains("config.json");
  }

  @Test
  public void files_withoutATokenizer_sayWhatIsMissing() {
    jobs().importFiles(List.of(uri("model.safetensors"), uri("config.json")), offers());
    app.settle();
    assertThat(fault().reason()).isEqualTo(Refusal.Reason.WEIGHTS_ONLY);
    assertThat(fault().detail()).contains("tokenizer");
  }

  @Test
  public void files_withoutWeights_areNoModel() {
    jobs().importFiles(List.of(uri("config.json"), uri("README.md")), offers());
    app.settle();
    assertThat(fault().reason()).isEqualTo(Refusal.Reason.NOT_A_MODEL);
  }

  @Test
  public void files_refusedAndTakenAway_leaveNothing() throws IOException {
    jobs().importFiles(List.of(uri("model.safetensors"), uri("config.json")), offers());
    app.settle();
    jobs().cancel(states().get(0).job().id());
    app.settle();
    try (Stream<Path> left = Files.list(app.scope().shelf().library().incoming())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  public void check_cutShortAfterTheConversion_isAllThatIsDoneAgain() throws IOException {
    JobRecord job = job();
    JobFolder incoming = new JobFolder(app.scope().shelf().library().incoming());
    incoming.write(job);
    JobControl[] stopping = new JobControl[1];
    stopping[0] =
        new JobControl(
            () -> 0,
            () -> {
              JobProgress now = stopping[0].progress();
              if (Files.exists(incoming.converted(job.id())) && now.done() < now.total()) {
                stopping[0].stop(); // not at the conversion's own end, but in the check after it
              }
            });
    assertThat(
            catchThrowableOfType(JobControl.Stopped.class, () -> run(job, incoming, stopping[0])))
        .isNotNull();
    assertThat(stopping[0].progress().step()).isEqualTo(JobProgress.Step.CHECKING);
    assertThat(stopping[0].progress().check()).as("the first of them").isEqualTo(1);
    int asked = healthLooks.get();
    assertThat(asked).isPositive();

    assertThat(incoming.readAll()).as("as the next process does").containsExactly(job);
    Files.delete(checkpoint.resolve("model.safetensors")); // nor is the source asked for
    Awaited.on(app.scope().executors().work(), () -> added(job, incoming));

    assertThat(healthLooks).as("looks at the phone by the converter").hasValue(asked);
    assertThat(onlyModel().architecture()).isEqualTo("llama");
  }

  private boolean added(JobRecord job, JobFolder incoming) {
    try {
      run(job, incoming, new JobControl(() -> 0, () -> {}));
      return true;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private void run(JobRecord job, JobFolder incoming, JobControl control) throws IOException {
    FileCopy copy = new FileCopy(offers(), FreeRoom.ofThePhone());
    Download none =
        new Download(
            unmetered -> JobProgress.Pause.NO_NETWORK, url -> false, FreeRoom.ofThePhone(), 1);
    Conversion conversion =
        new Conversion(
            () -> {
              healthLooks.incrementAndGet();
              return JobProgress.Pause.NONE;
            },
            FreeRoom.ofThePhone());
    new ModelIntake(
            incoming,
            app.scope().shelf().library(),
            new ModelIntake.Fetching(copy, new CheckpointCopy(offers(), copy), () -> none),
            conversion,
            () -> 0)
        .run(job, control);
  }

  private JobRecord job() throws IOException {
    List<String> lines = new ArrayList<>();
    all().forEach(uri -> lines.add(uri.toString()));
    return new JobRecord(
        "job-1",
        JobRecord.Kind.FILES,
        "model.safetensors",
        String.join(CheckpointCopy.SEPARATOR, lines),
        "",
        false,
        JobRecord.Status.WAITING,
        null);
  }

  private Jobs jobs() {
    return app.scope().shelf().jobs();
  }

  private FileOffers offers() {
    return app.scope().shelf().offers();
  }

  private List<JobState> states() {
    return Objects.requireNonNull(app.observed(jobs().all()));
  }

  private JobRecord.Fault fault() {
    List<JobState> states = states();
    assertThat(states).hasSize(1);
    return Objects.requireNonNull(states.get(0).job().fault());
  }

  private ModelCard onlyModel() {
    LibraryState state =
        Objects.requireNonNull(app.observed(app.scope().shelf().library().state()));
    assertThat(states()).isEmpty();
    assertThat(state.models()).hasSize(1);
    return state.models().get(0);
  }

  private List<Uri> all() throws IOException {
    List<Uri> uris = new ArrayList<>();
    try (Stream<Path> files = Files.list(checkpoint)) {
      files.sorted().forEach(file -> uris.add(uri(file.getFileName().toString())));
    }
    return uris;
  }

  private static Uri uri(String name) {
    return DocumentsContract.buildDocumentUri(AUTHORITY, name);
  }

  /** Another app that lists a folder. */
  public static final class FolderProvider extends ContentProvider {
    static Path folder = Path.of("");

    @Override
    public boolean onCreate() {
      return true;
    }

    @Override
    public Cursor query(
        Uri uri,
        String @Nullable [] columns,
        @Nullable String selection,
        String @Nullable [] arguments,
        @Nullable String order) {
      if (!uri.getLastPathSegment().equals("children")) {
        MatrixCursor one = new MatrixCursor(new String[] {OpenableColumns.DISPLAY_NAME});
        one.addRow(new Object[] {DocumentsContract.getDocumentId(uri)});
        return one;
      }
      MatrixCursor rows =
          new MatrixCursor(
              new String[] {
                DocumentsContract.Document.COLUMN_DOCUMENT_ID,
                DocumentsContract.Document.COLUMN_DISPLAY_NAME
              });
      String[] names = Objects.requireNonNull(folder.toFile().list());
      for (String name : names) {
        rows.addRow(new Object[] {name, name});
      }
      return rows;
    }

    @Override
    public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
      return ParcelFileDescriptor.open(
          folder.resolve(DocumentsContract.getDocumentId(uri)).toFile(),
          ParcelFileDescriptor.MODE_READ_ONLY);
    }

    @Override
    public @Nullable String getType(Uri uri) {
      return "application/octet-stream";
    }

    @Override
    public @Nullable Uri insert(Uri uri, @Nullable ContentValues values) {
      return null;
    }

    @Override
    public int delete(Uri uri, @Nullable String selection, String @Nullable [] arguments) {
      return 0;
    }

    @Override
    public int update(
        Uri uri,
        @Nullable ContentValues values,
        @Nullable String selection,
        String @Nullable [] arguments) {
      return 0;
    }
  }
}
