package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.engine.ProvedBackends;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.engine.ShippedModel;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Circumstances;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.backend.trust.Limits;
import dev.ember.inference.backend.trust.TrustedBackends;
import dev.ember.inference.backend.trust.VerdictStore;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What the engine hears of a phone whose last process died of the GPU. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LibraryModelsTest {
  private static final String DEVICE = "phone 1";
  private static final String APP = "app 1";
  private static final int DEAD = 41;
  private static final String SHA_256 = "0123456789abcdef".repeat(4);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AppExecutors executors = new AppExecutors();
  private Choice choice = Choice.AUTO;
  private long free = Long.MAX_VALUE;
  private boolean gpu;
  private final List<String> discarded = new CopyOnWriteArrayList<>(); // on the disk thread
  private Path verdicts;
  private ModelLibrary library;
  private BuiltInModel shipped;

  @Before
  public void install() throws IOException {
    verdicts = folder.newFolder("verdicts").toPath();
    shipped = ShippedModel.copiedTo(folder.newFolder("shipped").toPath());
    Application context = ApplicationProvider.getApplicationContext();
    library =
        new ModelLibrary(
            folder.newFolder("models").toPath(),
            context.getSharedPreferences("models", Context.MODE_PRIVATE),
            executors);
  }

  @After
  public void end() {
    executors.shutdown();
  }

  @Test
  public void open_gpuTookTheProcessAlong_loadsOnTheCpuAndSaysSoOnce() throws IOException {
    Files.write(verdicts.resolve("trying"), ("gpu\nGPU\n" + here()).getBytes(UTF_8));
    leaveMark();
    LibraryModels models = models();
    assertThat(models.takeGpuDeath()).isFalse();

    models.open(ModelLibrary.BUILT_IN).close();
    assertThat(models.takeGpuDeath()).isTrue();
    assertThat(models.takeGpuDeath()).isFalse();
  }

  @Test
  public void answersWrongly_provedWrongAndNothingBetter_isSaidUntilItIsForgotten()
      throws IOException {
    LibraryModels models = models();
    assertThat(models.answersWrongly(ModelLibrary.BUILT_IN)).isFalse();
    models.prove(ModelLibrary.BUILT_IN, () -> false); // the fake says something else
    assertThat(models.answersWrongly(ModelLibrary.BUILT_IN)).isTrue();
    models.forgetVerdicts(ModelLibrary.BUILT_IN);
    assertThat(models.answersWrongly(ModelLibrary.BUILT_IN)).isFalse();
  }

  /** How fast it is to be says nothing about what answers rightly. */
  @Test
  public void open_threadsSetByHand_isWhatTheVerdictsSpeakFor() throws IOException {
    LibraryModels models = models();
    library.tune(ModelLibrary.BUILT_IN, new ModelTuning(null, 2));
    try (Engine engine = models.open(ModelLibrary.BUILT_IN)) {
      assertThat(engine.backend().description()).isEqualTo("fake, scripted");
    }
    assertThat(models.answersWrongly()).isFalse();
    models.prove(ModelLibrary.BUILT_IN, () -> false); // the fake says something else
    models.open(ModelLibrary.BUILT_IN).close();
    assertThat(models.answersWrongly()).isTrue();
  }

  @Test
  public void answersWrongly_threadsSetByHandBesideATrustedGpu_isTheCpusFault() throws IOException {
    Files.write(
        verdicts.resolve(here().bundle() + ".json"),
        ("{\"device\":\"phone 1\",\"app\":\"app 1\",\"verdicts\":[{\"contender\":\"cpu\","
                + "\"outcome\":\"WRONG\",\"detail\":\"\",\"prefill\":0.0,\"decode\":0.0},"
                + "{\"contender\":\"gpu\",\"outcome\":\"TRUSTED\",\"detail\":\"\","
                + "\"prefill\":2.0,\"decode\":1.0}]}")
            .getBytes(UTF_8));
    gpu = true;
    assertThat(models().answersWrongly(ModelLibrary.BUILT_IN)).isFalse();
    library.tune(ModelLibrary.BUILT_IN, new ModelTuning(null, 2));
    assertThat(models().answersWrongly(ModelLibrary.BUILT_IN)).isTrue();
  }

  @Test
  public void open_diedWithATrustedGpu_saysThatTheCpuMayHelp() throws IOException {
    Files.write(
        verdicts.resolve(here().bundle() + ".json"),
        ("{\"device\":\"phone 1\",\"app\":\"app 1\",\"verdicts\":[{\"contender\":\"gpu-reads\","
                + "\"outcome\":\"TRUSTED\",\"detail\":\"\",\"prefill\":2.0,\"decode\":1.0}]}")
            .getBytes(UTF_8));
    leaveMark();
    assertThat(died().cpuMayHelp()).isTrue();
    choice = Choice.CPU;
    assertThat(died().cpuMayHelp()).isFalse();
  }

  @Test
  public void modelOf_beforeTheFolderIsRead_isLookedForOnOtherThreadsAlone() {
    library.choose(1, SHA_256);
    assertThat(library.modelOf(1)).as("the main thread waits for no file").isEqualTo(SHA_256);
    assertThat(Awaited.<String>on(executors.disk(), () -> library.modelOf(1)))
        .isEqualTo(ModelLibrary.BUILT_IN);

    Awaited.on(
        executors.work(),
        () -> {
          library.open();
          return true;
        });
    assertThat(library.modelOf(1)).isEqualTo(ModelLibrary.BUILT_IN);
  }

  @Test
  public void open_diedAwayFromTheScreenWhileLoading_asksNothing() throws IOException {
    leaveMark();
    new Presence(library.incoming().resolveSibling("away"), DEAD).left();
    LibraryModels models = models();
    models.onScreen(true);
    models.open(ModelLibrary.BUILT_IN).close();
  }

  @Test
  public void open_smallerWindowRefused_leavesWhatIsStored() throws IOException {
    String id = addOneThatKilled();
    LibraryModels models = models();
    int half = ((LoadRisk.Died) risk(models, id)).smallerWindow();
    assertThat(half).isEqualTo(Objects.requireNonNull(library.card(id)).window() / 2);
    free = 0;
    models.consentToLess(id, half);
    assertThat(risk(models, id)).isInstanceOf(LoadRisk.LittleMemory.class);
    assertThat(library.tuningOf(id)).isEqualTo(ModelTuning.NONE);

    free = Long.MAX_VALUE; // other apps were closed, and the model is wanted as it was
    models.open(id).close();
    assertThat(library.tuningOf(id)).isEqualTo(ModelTuning.NONE);
  }

  @Test
  public void open_triedAnywayAfterASmallerWindowWasRefused_hasThat() throws IOException {
    String id = addOneThatKilled();
    LibraryModels models = models();
    int half = ((LoadRisk.Died) risk(models, id)).smallerWindow();
    free = 0;
    models.consentToLess(id, half);
    assertThat(risk(models, id)).isInstanceOf(LoadRisk.LittleMemory.class);
    models.consent(id);
    models.open(id).close();
    assertThat(library.tuningOf(id)).isEqualTo(ModelTuning.NONE.withWindow(half));
  }

  @Test
  public void delete_model_discardsWhatIsKeptForIt() throws IOException {
    String id = addOneThatKilled();
    models();
    Path file = Objects.requireNonNull(library.fileOf(id));
    library.delete(id);
    Awaited.barrier(executors.disk());
    assertThat(discarded).containsExactly(here().bundle());
    assertThat(file).doesNotExist();
  }

  /** The shipped model once more, as one that was taken in, and that ended the last process. */
  private String addOneThatKilled() throws IOException {
    Path file = folder.newFile().toPath();
    Files.copy(shipped.path(), file, StandardCopyOption.REPLACE_EXISTING);
    ModelCard card;
    try (Bundle bundle = shipped.bundle()) {
      card = ModelCard.of(bundle.manifest(), 0, SHA_256, new ModelCard.Arrival("", "", 0));
    }
    Awaited.on(
        executors.work(),
        () -> {
          library.open();
          try {
            library.add(file, card);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return true;
        });
    leaveMark(card.id());
    return card.id();
  }

  private static LoadRisk risk(LibraryModels models, String id) {
    RiskyLoadException warning =
        catchThrowableOfType(RiskyLoadException.class, () -> models.open(id).close());
    return Objects.requireNonNull(warning).risk();
  }

  @Test
  public void gpuObstacle_littleMemory_isWhatIsMissingForAGpu() throws IOException {
    GpuObstacle obstacle = Objects.requireNonNull(obstacle(1_000_000));
    assertThat(obstacle.reason()).isEqualTo(GpuObstacle.Reason.MEMORY);
    assertThat(obstacle.freeBytes()).isEqualTo(1_000_000);
    assertThat(obstacle.neededBytes()).isGreaterThan(1_000_000);
    assertThat(obstacle(obstacle.neededBytes())).isNull();
    assertThat(obstacle(obstacle.neededBytes() - 1)).isNotNull();
  }

  @Test
  public void gpuObstacle_isWhereTheContendersBegin() throws IOException {
    long needed = Objects.requireNonNull(obstacle(1_000_000)).neededBytes();
    assertThat(hasGpu(needed)).isTrue();
    assertThat(hasGpu(needed - 1)).isFalse();
  }

  private boolean hasGpu(long freeBytes) throws IOException {
    try (Bundle bundle = shipped.bundle()) {
      return new PhoneContenders(1, true, null, () -> freeBytes)
          .of(bundle).stream().anyMatch(contender -> contender.kind() == Contender.Kind.GPU);
    }
  }

  @Test
  public void gpuObstacle_noGpuHoweverMuchMemory_isTheWeights() {
    assertThat(GpuObstacle.of(OptionalLong.empty(), 7))
        .isEqualTo(new GpuObstacle(GpuObstacle.Reason.WEIGHTS, 0, 0));
  }

  private @Nullable GpuObstacle obstacle(long freeBytes) throws IOException {
    free = freeBytes;
    return models().gpuObstacle(ModelLibrary.BUILT_IN);
  }

  private LoadRisk.Died died() {
    return (LoadRisk.Died) risk(models(), ModelLibrary.BUILT_IN);
  }

  private void leaveMark() throws IOException {
    leaveMark(ModelLibrary.BUILT_IN);
  }

  private void leaveMark(String id) throws IOException {
    Mark.write(library.incoming().resolveSibling("loading"), id, Mark.Doing.LOADING, DEAD);
  }

  private Circumstances here() throws IOException {
    try (Bundle bundle = shipped.bundle()) {
      return new Circumstances(bundle.fingerprint(), DEVICE, APP);
    }
  }

  private LibraryModels models() {
    TrustedBackends backends =
        new TrustedBackends(
            new VerdictStore(verdicts),
            new Phone(),
            Runnable::run,
            Limits.DEFAULT,
            System::nanoTime);
    return new LibraryModels(
        shipped,
        library,
        new ProvedBackends(backends, new VerdictStore(verdicts), DEVICE, APP, () -> choice),
        () -> free,
        pid -> null);
  }

  private final class Phone implements Contenders {
    @Override
    public List<Contender> of(Bundle bundle) {
      return gpu
          ? List.of(cpu(bundle), contender("gpu", Contender.Kind.GPU, bundle))
          : List.of(cpu(bundle));
    }

    @Override
    public void keepOnly(Bundle bundle, List<Contender> kept) {
      assertThat(kept).isEmpty();
      discarded.add(bundle.fingerprint());
    }
  }

  private static Contender cpu(Bundle bundle) {
    return contender("cpu", Contender.Kind.CPU, bundle);
  }

  private static Contender contender(String id, Contender.Kind kind, Bundle bundle) {
    return new Contender(id, kind, false, () -> new FakeBackend(bundle.manifest().config()));
  }
}
