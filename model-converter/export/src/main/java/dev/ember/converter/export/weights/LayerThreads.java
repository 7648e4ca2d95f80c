package dev.ember.converter.export.weights;

import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes texts through the reference's layers on a few threads, each text on one. */
public final class LayerThreads {
  private final LayerwisePass pass;
  private final int threads;

  /**
   * @param threads at least 1
   */
  public LayerThreads(LayerwisePass pass, int threads) {
    this.pass = pass;
    this.threads = threads;
  }

  /**
   * Takes all texts through the next layer.
   *
   * @param observers one for each text; several are called at the same time
   * @throws IOException if the weights cannot be read
   */
  public void runLayer(List<LinearObserver> observers) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < observers.size(); i++) {
        int text = i;
        running.add(
            pool.submit(
                () -> {
                  pass.run(text, observers.get(text));
                  return null;
                }));
      }
      for (Future<?> text : running) {
        text.get();
      }
      pass.endLayer();
    } catch (ExecutionException failed) {
      throw Failures.asThrown(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in the reference", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }
}
