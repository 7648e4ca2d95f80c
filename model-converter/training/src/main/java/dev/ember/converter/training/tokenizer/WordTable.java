package dev.ember.converter.training.tokenizer;

import dev.ember.inference.tokenizer.PreTokenization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The distinct pieces of a corpus with their counts: all that training looks at. Documents are cut
 * on all processors while the caller reads on; the counts do not hang on the order.
 */
final class WordTable implements AutoCloseable {
  /** Of one task: enough that handing it over costs nothing. */
  private static final int TASK_CHARACTERS = 1 << 20;

  private final PreTokenization preTokenization;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private final List<Future<?>> tasks = new ArrayList<>();
  private List<String> waiting = new ArrayList<>();
  private int waitingCharacters;

  WordTable(PreTokenization preTokenization) {
    this.preTokenization = preTokenization;
    int count = Runtime.getRuntime().availableProcessors();
    // Where all are busy the caller cuts too, so that no more text is read than can be cut.
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(count),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Counts the pieces of a document. */
  void add(String document) {
    waiting.add(document);
    waitingCharacters += document.length();
    if (waitingCharacters >= TASK_CHARACTERS) {
      hand();
    }
  }

  /**
   * All pieces that were added.
   *
   * @param byteIds [256] the id of each byte's token
   */
  Words words(int[] byteIds) {
    hand();
    for (Future<?> task : tasks) {
      await(task);
    }
    List<byte[]> pieces = new ArrayList<>(counts.size());
    long[] times = new long[counts.size()];
    int symbols = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      byte[] piece = entry.getKey().getBytes(StandardCharsets.UTF_8);
      times[pieces.size()] = entry.getValue();
      pieces.add(piece);
      symbols = Math.addExact(symbols, piece.length);
    }
    return words(pieces, times, symbols, byteIds);
  }

  private static Words words(List<byte[]> pieces, long[] times, int count, int[] byteIds) {
    int[] symbols = new int[count];
    int[] starts = new int[pieces.size() + 1];
    int at = 0;
    for (int word = 0; word < pieces.size(); word++) {
      starts[word] = at;
      for (byte b : pieces.get(word)) {
        symbols[at++] = byteIds[b & 0xFF];
      }
    }
    starts[pieces.size()] = at;
    return new Words(symbols, starts, times);
  }

  private void hand() {
    List<String> documents = waiting;
    waiting = new ArrayList<>();
    waitingCharacters = 0;
    tasks.add(threads.submit(() -> count(documents)));
  }

  private void count(List<String> documents) {
    Map<String, Integer> own = new HashMap<>();
    for (String document : documents) {
      for (String piece : preTokenization.split(document)) {
        own.merge(piece, 1, Integer::sum);
      }
    }
    own.forEach((piece, times) -> counts.merge(piece, (long) times, Long::sum));
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a text could not be cut", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while texts are cut", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
