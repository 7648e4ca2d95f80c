package dev.ember.app.screens;

import android.app.Application;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.Databases;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.phone.Phone;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Settings;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Contenders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The app with a model that a test brings along. */
public class ScriptedApp extends Application implements AppScope.Owner {
  private static final long SEED = 7;
  private static final String SHIPPED = "shipped";

  private ModelSource source =
      () -> {
        throw new FileNotFoundException("no model in this test");
      };
  private volatile Warmth.Level warmth = Warmth.Level.COOL;
  private volatile @Nullable Contenders contenders;
  private LongSupplier clockMs = System::currentTimeMillis;
  private LongSupplier nanoClock = System::nanoTime;
  private Databases databases;
  private AppScope scope;
  private volatile boolean endedItself;

  @Override
  public void onCreate() {
    super.onCreate();
    Settings.of(this).setWelcomed(true); // the list comes first, as at every start but one
    AppExecutors executors = new AppExecutors();
    databases = Databases.open(this, executors);
    Phone phone = new ScriptedPhone();
    scope =
        AppScope.start(
            executors,
            databases,
            new AppScope.Surroundings(new Latest(), () -> clockMs.getAsLong(), () -> SEED, phone),
            AppScope.Shelf.of(
                this, executors, () -> clockMs.getAsLong(), phone, () -> Choice.AUTO));
    scope.shelf().library().addBuiltIn(ScriptedModel.card());
  }

  /** As the test says. */
  private final class ScriptedPhone extends Phone {
    ScriptedPhone() {
      super(ScriptedApp.this);
    }

    @Override
    public Warmth.Level warmth() {
      return warmth;
    }

    @Override
    public long nanoTime() {
      return nanoClock.getAsLong();
    }

    @Override
    public Contenders contenders(Path programs) {
      Contenders real = super.contenders(programs);
      return bundle -> {
        Contenders own = contenders;
        return (own == null ? real : own).of(bundle);
      };
    }
  }

  /** Whatever model the test has given last. */
  private final class Latest implements ModelSource {
    @Override
    public Engine open() throws IOException {
      return source.open();
    }

    @Override
    public void consent(String modelId) {
      source.consent(modelId);
    }

    @Override
    public void consentToLess(String modelId, int windowTokens) {
      source.consentToLess(modelId, windowTokens);
    }

    @Override
    public boolean takeGpuDeath() {
      return source.takeGpuDeath();
    }

    @Override
    public boolean answersWrongly() {
      return source.answersWrongly();
    }

    /** Of the bundle that its page tells about, with what the test has to compute it. */
    @Override
    public boolean prove(String modelId, BooleanSupplier stopped) throws IOException {
      return scope.shelf().models().prove(modelId, stopped);
    }

    @Override
    public boolean proveAnew(String modelId, BooleanSupplier stopped) throws IOException {
      return scope.shelf().models().proveAnew(modelId, stopped);
    }
  }

  /** What the engine loads from now on. */
  void model(ModelSource next) {
    source = next;
  }

  /** Who looks inside looks into the model that ships from now on, which knows Chinese. */
  void lookIntoWhatShips() {
    lookInto(Path.of(System.getProperty("ember.built-in")));
  }

  /** Who looks inside looks into a copy of this bundle from now on. */
  void lookInto(Path bundle) {
    Awaited.on(scope.executors().work(), () -> takeIn(bundle));
    scope.shelf().library().setDefault(SHIPPED);
  }

  private boolean takeIn(Path bundle) {
    ModelLibrary library = scope.shelf().library();
    try {
      Path copy = Files.createDirectories(library.incoming()).resolve("shipped.ember");
      library.add(Files.copy(bundle, copy), ScriptedModel.card(SHIPPED));
      return true;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** How warm the phone is from now on. */
  void warmth(Warmth.Level level) {
    warmth = level;
  }

  /** What may compute the model that is looked into, from now on. */
  void contenders(Contenders next) {
    contenders = next;
  }

  /** When what is stored from now on was written. */
  void clock(LongSupplier nextMs) {
    clockMs = nextMs;
  }

  /** What answers are measured with from now on. */
  void nanoClock(LongSupplier next) {
    nanoClock = next;
  }

  /** Writes to the database past the repository. */
  void execute(String... statements) {
    Awaited.on(
        scope.executors().disk(),
        () -> {
          databases
              .kept()
              .runInTransaction(
                  () -> {
                    for (String statement : statements) {
                      databases.kept().getOpenHelper().getWritableDatabase().execSQL(statement);
                    }
                  });
          return true;
        });
  }

  @Override
  public AppScope scope() {
    return scope;
  }

  /** The process is the test's, and goes on. */
  @Override
  public void endProcess() {
    endedItself = true;
  }

  boolean hasEndedItself() {
    return endedItself;
  }

  @Override
  public void onTerminate() {
    scope.engine().close();
    scope.executors().disk().execute(databases::close);
    scope.executors().shutdown();
    super.onTerminate();
  }
}
