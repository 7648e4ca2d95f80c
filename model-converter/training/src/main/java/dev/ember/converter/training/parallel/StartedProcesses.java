package dev.ember.converter.training.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The processes that the leading one has started, until all have come together.
 *
 * <h2>Threading model</h2>
 *
 * libtorch waits for the others for minutes and hears of no end of theirs. So a thread of its own,
 * {@code ember-meeting}, waits in libtorch, and the caller for whichever comes first: all of them,
 * or the end of one. That thread is a daemon; where one process has ended it is left behind, and
 * goes with this process.
 */
final class StartedProcesses {
  private final List<Process> others = new ArrayList<>(); // by rank, from 1

  /** Starts the next one. */
  void start(ProcessBuilder builder) throws IOException {
    others.add(builder.start());
  }

  /**
   * Waits for all.
   *
   * @param all waits in libtorch
   * @throws IOException if one has ended instead of coming; the others are ended then too
   */
  GlooPeers meet(Callable<GlooPeers> all) throws IOException {
    CompletableFuture<GlooPeers> met = new CompletableFuture<>();
    for (int i = 0; i < others.size(); i++) {
      int rank = i + 1;
      others.get(i).onExit().thenAccept(ended -> met.completeExceptionally(gone(rank, ended)));
    }
    Thread meeting = new Thread(() -> meet(all, met), "ember-meeting");
    meeting.setDaemon(true);
    meeting.start();
    try {
      return met.get();
    } catch (ExecutionException e) {
      others.forEach(Process::destroy);
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error fault) {
        throw fault;
      }
      throw new IllegalStateException("the processes did not come together", e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the thread that trains", e);
    }
  }

  private static void meet(Callable<GlooPeers> all, CompletableFuture<GlooPeers> met) {
    try {
      met.complete(all.call());
    } catch (Throwable e) { // also an Error: the caller would wait for ever
      met.completeExceptionally(e);
    }
  }

  private IOException gone(int rank, Process ended) {
    return new IOException(
        String.format(
            "expected %d processes but the one of rank %d ended with exit code %d before it came;"
                + " what it said stands above",
            others.size() + 1, rank, ended.exitValue()));
  }
}
