package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.journey.TinyGguf;
import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.RunnableBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowLog;

/** From a server to a model in the library, as a job that its user has asked for. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class DownloadedModelTest {
  private static final String TAG = "\"v1\"";
  private static final String TOKEN = "hf_t0psecret";

  @Rule public final MockWebServer server = new MockWebServer();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final Logged logged = new Logged();
  private byte[] bundle;
  private String sha256;
  private Jobs jobs;

  @Before
  public void serveABundle() throws IOException {
    bundle = RunnableBundle.bytes(folder.newFolder().toPath());
    Path file = folder.newFile().toPath();
    Files.write(file, bundle);
    sha256 = BundleVerifier.sha256(file, share -> {});
    app.settle();
    jobs = jobs(url -> true);
    logged.begin();
  }

  @After
  public void stopListening() {
    logged.end();
  }

  @Test
  public void download_connectionBreaks_isAModelThatAnswers() {
    server.setDispatcher(new RangeServer(bundle, TAG).breakingOnce());

    jobs.download(server.url("/m.ember").toString(), "m.ember", sha256, false);
    app.settle();

    assertThat(jobs.all().getValue()).isEmpty();
    ModelCard card = onlyModel();
    assertThat(card.name()).isEqualTo(RunnableBundle.NAME);
    assertThat(card.sha256()).isEqualTo(sha256);
    assertThat(card.originSha256()).isEqualTo(sha256);
    assertThat(card.origin()).isEqualTo("m.ember");
    assertThat(library().fileOf(card.id())).hasBinaryContent(bundle);
    assertThat(library().incoming().toFile().list()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  public void download_convertedHere_keepsTheHashOfWhatWasDownloaded() throws IOException {
    byte[] gguf = TinyGguf.whole();
    Path file = folder.newFile().toPath();
    Files.write(file, gguf);
    server.setDispatcher(new RangeServer(gguf, TAG).breakingOnce());

    jobs.download(server.url("/tiny.gguf").toString(), "tiny.gguf", "", false);
    app.settle();

    ModelCard card = onlyModel();
    assertThat(card.originSha256())
        .isEqualTo(BundleVerifier.sha256(file, share -> {}))
        .isNotEqualTo(card.sha256());
    app.restart();
    app.settle();
    assertThat(onlyModel()).as("in the next process").isEqualTo(card);
  }

  @Test
  public void download_convertedHere_isKeptUntilItsUserDeletesIt() {
    byte[] gguf = TinyGguf.whole();
    server.setDispatcher(new RangeServer(gguf, TAG));
    jobs.download(server.url("/tiny.gguf").toString(), "tiny.gguf", "", false);
    app.settle();

    ModelCard card = onlyModel();
    Path source = home(card).resolve("source");
    assertThat(library().incoming().toFile().list()).isEmpty();
    assertThat(source).hasBinaryContent(gguf);
    assertThat(state().source(card.id())).isEqualTo(gguf.length);
    long both = state().room().modelBytes();
    app.restart();
    app.settle();
    assertThat(source).as("in the next process").exists();

    library().deleteSource(card.id());
    app.settle();
    assertThat(source).doesNotExist();
    assertThat(onlyModel()).isEqualTo(card);
    assertThat(state().source(card.id())).isZero();
    assertThat(state().room().modelBytes()).isEqualTo(both - gguf.length);
  }

  @Test
  public void delete_modelWithItsDownload_leavesNothing() {
    server.setDispatcher(new RangeServer(TinyGguf.whole(), TAG));
    jobs.download(server.url("/tiny.gguf").toString(), "tiny.gguf", "", false);
    app.settle();
    Path home = home(onlyModel());

    library().delete(onlyModel().id());
    app.settle();

    assertThat(home).doesNotExist();
  }

  @Test
  public void download_ofABundle_isTheModelItself() {
    server.setDispatcher(new RangeServer(bundle, TAG));
    jobs.download(server.url("/m.ember").toString(), "m.ember", sha256, false);
    app.settle();

    assertThat(state().source(onlyModel().id())).isZero();
  }

  private Path home(ModelCard card) {
    return Objects.requireNonNull(
        Objects.requireNonNull(library().fileOf(card.id()), "file").getParent(), "home");
  }

  private LibraryState state() {
    return Objects.requireNonNull(app.observed(library().state()), "state");
  }

  @Test
  public void download_addressWithoutAName_isAnUnnamedModel() {
    server.setDispatcher(new RangeServer(TinyGguf.whole(), TAG));

    jobs.download(server.url("/").toString(), "", "", false);
    app.settle();

    assertThat(onlyModel().name()).isEqualTo("Unnamed model");
  }

  @Test
  public void download_wrongHash_isNoModelUntilItIsFetchedAnew() {
    byte[] other = bundle.clone();
    other[other.length / 2] ^= 1;
    server.setDispatcher(new RangeServer(other, TAG));
    jobs.download(server.url("/m.ember").toString(), "m.ember", sha256, false);
    app.settle();
    JobRecord.Fault fault = Objects.requireNonNull(only().job().fault());
    assertThat(fault.reason()).isEqualTo(Refusal.Reason.WRONG_HASH);
    assertThat(models()).isEmpty();

    server.setDispatcher(new RangeServer(bundle, "\"v2\""));
    jobs.goOn(only().job().id());
    app.settle();
    assertThat(onlyModel().sha256()).isEqualTo(sha256);
  }

  @Test
  public void download_damagedWithoutAHash_isRefusedByItsContentsAndFetchedAnew() {
    byte[] other = bundle.clone();
    other[other.length / 2] ^= 1;
    server.setDispatcher(new RangeServer(other, TAG));
    jobs.download(server.url("/m.ember").toString(), "m.ember", "", false);
    app.settle();
    JobRecord.Fault fault = Objects.requireNonNull(only().job().fault());
    assertThat(fault.reason()).isEqualTo(Refusal.Reason.DAMAGED);
    assertThat(models()).isEmpty();
    assertThat(library().incoming().toFile().list())
        .as("nothing of it is kept")
        .containsExactly(only().job().id() + ".job.json");

    server.setDispatcher(new RangeServer(bundle, TAG)); // it came damaged, and has no new version
    jobs.goOn(only().job().id());
    app.settle();
    assertThat(onlyModel().sha256()).isEqualTo(sha256);
  }

  @Test
  public void address_withASecret_isInNoLogAndInNoSentence() {
    String address =
        server.url("/m.ember").newBuilder().addQueryParameter("token", TOKEN).toString();
    server.enqueue(new MockResponse().setResponseCode(403));
    jobs.download(address, "m.ember", "", false);
    app.settle();
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(String.valueOf(only().job().fault())).contains("403").doesNotContain(TOKEN);

    server.setDispatcher(new RangeServer(bundle, TAG).breakingOnce());
    jobs.goOn(only().job().id());
    app.settle();
    assertThat(onlyModel().toString()).doesNotContain(TOKEN);

    jobs = jobs(Download::isSafe);
    HttpUrl withPassword = server.url("/m").newBuilder().username("me").password(TOKEN).build();
    jobs.download(withPassword.toString(), "m.ember", "", false);
    app.settle();
    assertThat(String.valueOf(only().job().fault()))
        .contains(Refusal.Reason.NOT_HTTPS.name())
        .doesNotContain(TOKEN);

    assertThat(logged.all()).noneMatch(line -> line.contains(TOKEN));
  }

  @Test
  public void logs_areHeard() {
    android.util.Log.d("probe", "with " + TOKEN);
    Logger.getLogger("okhttp3").info("and " + TOKEN);
    assertThat(logged.all()).filteredOn(line -> line.contains(TOKEN)).hasSize(2);
  }

  /** The app's own jobs, but from a server without a certificate. */
  private Jobs jobs(Predicate<HttpUrl> allowed) {
    JobFolder incoming = new JobFolder(library().incoming());
    FileOffers offers = new FileOffers(ApplicationProvider.getApplicationContext());
    FileCopy copy = new FileCopy(offers, FreeRoom.ofThePhone());
    Download download =
        new Download(unmetered -> JobProgress.Pause.NONE, allowed, FreeRoom.ofThePhone(), 1);
    ModelIntake steps =
        new ModelIntake(
            incoming,
            library(),
            new ModelIntake.Fetching(copy, new CheckpointCopy(offers, copy), () -> download),
            new Conversion(() -> JobProgress.Pause.NONE, FreeRoom.ofThePhone()),
            nowMs::incrementAndGet);
    return new Jobs(
        incoming,
        app.scope().executors(),
        steps,
        new Jobs.Clocks(nowMs::incrementAndGet, nowMs::incrementAndGet),
        offers::named);
  }

  private JobState only() {
    List<JobState> all = Objects.requireNonNull(jobs.all().getValue());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private ModelLibrary library() {
    return app.scope().shelf().library();
  }

  private List<ModelCard> models() {
    return state().models();
  }

  private ModelCard onlyModel() {
    assertThat(models()).hasSize(1);
    return models().get(0);
  }

  /** All that the process says to Android's log and to Java's; what the server says is a test's. */
  private static final class Logged extends Handler {
    private final Logger root = Logger.getLogger("");
    private final Logger http = Logger.getLogger("okhttp3");
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    void begin() {
      setLevel(Level.ALL);
      root.addHandler(this);
      http.setLevel(Level.ALL);
    }

    void end() {
      root.removeHandler(this);
      http.setLevel(null);
    }

    List<String> all() {
      List<String> all = new ArrayList<>(lines);
      ShadowLog.getLogs().forEach(item -> all.add(item.msg + " " + item.throwable));
      return all;
    }

    @Override
    public void publish(LogRecord line) {
      if (!String.valueOf(line.getLoggerName()).startsWith("okhttp3.mockwebserver")) {
        lines.add(line.getMessage() + " " + line.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
