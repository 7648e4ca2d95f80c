package dev.ember.app.screens;

import dev.ember.app.journey.TestContenders;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.backend.trust.Contenders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of a phone that has proved what computes its model. */
final class ProofSamples {
  private ProofSamples() {}

  /** None yet; each call of one takes as long as it says, on every machine. */
  static TestContenders contenders(ScriptedApp app) {
    AtomicLong nanos = new AtomicLong();
    app.nanoClock(nanos::get);
    return new TestContenders(ms -> nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms)));
  }

  /** Puts them to the test, and nothing that was known before counts. */
  static void prove(ScriptedApp app, Contenders contenders) {
    AppScope.Shelf shelf = app.scope().shelf();
    app.contenders(contenders);
    Awaited.on(
        app.scope().executors().inference(),
        () -> prove(shelf.models(), shelf.library().defaultId()));
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
