package dev.ember.app.screens;

import dev.ember.app.journey.TestContenders;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.Awaited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of a phone that has proved what computes its model. */
final class ProofSamples {
  /** Of the app's files that no backup takes. */
  private static final String VERDICTS = "verdicts";

  private ProofSamples() {}

  /** None yet; each call of one takes as long as it says, on every machine. */
  static TestContenders contenders(ScriptedApp app) {
    AtomicLong nanos = new AtomicLong();
    app.nanoClock(nanos::get);
    return new TestContenders(ms -> nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms)));
  }

  /** Phones, by what computes on them. */
  enum Phone {
    GPU_TWICE_AS_FAST(all -> all.cpu(50).gpu(25)),
    GPU_FASTER_BY_HALF_AND_MORE(all -> all.cpu(50).gpu(28)),
    GPU_REFUSES(all -> all.cpu(50).refusingGpu()),
    CPU_WRONG(all -> all.wrongCpu().lastResort(50));

    private final UnaryOperator<TestContenders> parts;

    /** What its first proof left: the clock goes by the parts, and so would every other. */
    private volatile @Nullable Map<String, byte[]> found;

    Phone(UnaryOperator<TestContenders> parts) {
      this.parts = parts;
    }
  }

  /** Puts a phone's parts to the test, and nothing that was known before counts. */
  static void prove(ScriptedApp app, Phone phone) {
    app.contenders(phone.parts.apply(contenders(app)));
    Path folder = app.getNoBackupFilesDir().toPath().resolve(VERDICTS);
    Map<String, byte[]> found = phone.found;
    if (found == null) {
      AppScope.Shelf shelf = app.scope().shelf();
      String id = shelf.library().defaultId();
      Awaited.on(app.scope().executors().inference(), () -> prove(shelf.models(), id));
      phone.found = contents(folder);
    } else {
      found.forEach((name, bytes) -> write(folder.resolve(name), bytes));
    }
  }

  private static Map<String, byte[]> contents(Path folder) {
    Map<String, byte[]> contents = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return contents;
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** As on a phone that has proved nothing yet. */
  static void forget(ScriptedApp app) {
    AppScope.Shelf shelf = app.scope().shelf();
    Awaited.on(
        app.scope().executors().inference(),
        () -> forget(shelf.models(), shelf.library().defaultId()));
  }

  private static boolean forget(LibraryModels models, String id) {
    try {
      models.forgetVerdicts(id);
      return true;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean prove(LibraryModels models, String id) {
    try {
      return models.proveAnew(id, () -> false);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
