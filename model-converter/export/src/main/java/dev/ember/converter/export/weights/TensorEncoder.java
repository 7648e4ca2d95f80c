package dev.ember.converter.export.weights;

import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.file.Buffers;
import dev.ember.inference.model.TensorSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Encodes a source's tensors into a file, a block of rows at a time: what is in memory is a few
 * blocks, never a tensor. Each value is read once. The same source gives the same bytes, whatever
 * the number of threads.
 *
 * <h2>Threading model</h2>
 *
 * One caller, which waits. Blocks are encoded by threads of this object's own; the source is asked
 * by one of them at a time, and progress is told on the caller's.
 */
public final class TensorEncoder implements Closeable {
  /** A mebibyte of floats; a longer row is a block of its own. */
  private static final int BLOCK_VALUES = 1 << 18;

  /** Blocks in flight for each thread: one encoded, one waiting to be. */
  private static final int BLOCKS_PER_THREAD = 2;

  private final WeightSource source;
  private final InputStatistics statistics;
  private final int threads;
  private final ExecutorService workers;
  private final LongConsumer valuesRead;

  /**
   * @param statistics what is known of the inputs of the layers that become 4-bit blocks
   * @param threads of the encoding, at least 1
   * @param valuesRead is told of each block how many values it has; what it throws ends the work
   */
  public TensorEncoder(
      WeightSource source, InputStatistics statistics, int threads, LongConsumer valuesRead) {
    this.source = source;
    this.statistics = statistics;
    this.threads = threads;
    this.valuesRead = valuesRead;
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "ember-encoder");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Writes a tensor.
   *
   * @param encoding {@link TensorEncoding#INT4_KEPT} only of a tensor on a grid
   * @param rowScales receives the scales of the rows, if the encoding has them
   * @throws IOException if the source cannot be read, a weight is too large for the encoding, or
   *     the file not be written
   */
  public void encode(
      TensorSpec tensor,
      TensorEncoding encoding,
      FileChannel file,
      TensorPlace place,
      float[] rowScales)
      throws IOException {
    Run run = new Run(tensor, encoding, file, place, rowScales);
    run.prepare();
    run.encodeAll();
  }

  /** Counts a tensor as encoded that need not be. */
  public void skip(TensorSpec tensor) {
    valuesRead.accept(tensor.size());
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** One tensor on its way. */
  private final class Run {
    private final TensorSpec tensor;
    private final TensorEncoding encoding;
    private final FileChannel file;
    private final TensorPlace place;
    private final float[] rowScales;
    private final int capacity; // rows of a block
    private final Deque<Slot> free = new ArrayDeque<>();

    Run(
        TensorSpec tensor,
        TensorEncoding encoding,
        FileChannel file,
        TensorPlace place,
        float[] rowScales) {
      this.tensor = tensor;
      this.encoding = encoding;
      this.file = file;
      this.place = place;
      this.rowScales = rowScales;
      capacity = Math.max(1, Math.min(tensor.rows(), BLOCK_VALUES / tensor.columns()));
    }

    void prepare() throws IOException {
      int blocks = (tensor.rows() + capacity - 1) / capacity;
      boolean rounds = encoding == TensorEncoding.INT4_BLOCKS;
      InputModel inputs =
          rounds ? InputModel.of(statistics.inputs(tensor), workers) : InputModel.ofImportance();
      for (int i = 0; i < Math.min(blocks, threads * BLOCKS_PER_THREAD); i++) {
        EncodedRows rows = new EncodedRows(encoding, capacity, tensor.columns());
        free.add(new Slot(rowEncoder(inputs), rows));
      }
    }

    private RowEncoder rowEncoder(InputModel inputs) {
      return switch (encoding) {
        case FLOAT32, FLOAT16, INT8 -> new FloatRows(source, tensor, capacity);
        case INT4_BLOCKS -> new BlockRows(source, tensor, inputs, capacity);
        case INT4_KEPT -> new GridRowsEncoder((GridSource) source, tensor, capacity);
      };
    }

    void encodeAll() throws IOException {
      Deque<Task> running = new ArrayDeque<>();
      try {
        int first = 0;
        while (first < tensor.rows() || !running.isEmpty()) {
          while (first < tensor.rows() && !free.isEmpty()) {
            int count = Math.min(capacity, tensor.rows() - first);
            running.add(start(free.remove(), first, count));
            first += count;
          }
          Task done = running.remove();
          await(done.future);
          free.add(done.slot);
          valuesRead.accept((long) done.count * tensor.columns());
        }
      } finally {
        abandon(running);
      }
    }

    private Task start(Slot slot, int first, int count) {
      Future<?> future =
          workers.submit(
              () -> {
                synchronized (source) {
                  slot.encoder.read(first, count);
                }
                encode(slot, first, count);
                write(slot.rows, first, count);
                return null;
              });
      return new Task(slot, count, future);
    }

    private void encode(Slot slot, int first, int count) throws IOException {
      try {
        slot.encoder.encode(first, count, slot.rows);
      } catch (ScaleException tooLarge) {
        IOException refusal = source.refusal(tensor, tooLarge.expected(), tooLarge.found());
        refusal.initCause(tooLarge);
        throw refusal;
      }
    }

    private void write(EncodedRows rows, int first, int count) throws IOException {
      int columns = tensor.columns();
      put(
          rows.values(),
          place.values(),
          encoding.valueBytes(first, columns),
          encoding.valueBytes(count, columns));
      put(
          rows.blockScales(),
          place.blockScales(),
          encoding.blockScaleBytes(first, columns),
          encoding.blockScaleBytes(count, columns));
      put(
          rows.constants(),
          place.constants(),
          encoding.constantBytes(first, columns),
          encoding.constantBytes(count, columns));
      if (encoding.hasRowScales()) {
        System.arraycopy(rows.rowScales(), 0, rowScales, first, count);
      }
    }

    private void put(ByteBuffer bytes, long start, long skipped, long count) throws IOException {
      ByteBuffer source = bytes.duplicate();
      Buffers.setRange(source, 0, (int) count);
      Buffers.writeFully(file, source, start + skipped);
    }
  }

  /** Buffers of one block. */
  private static final class Slot {
    private final RowEncoder encoder;
    private final EncodedRows rows;

    Slot(RowEncoder encoder, EncodedRows rows) {
      this.encoder = encoder;
      this.rows = rows;
    }
  }

  /** A block that is being encoded. */
  private static final class Task {
    private final Slot slot;
    private final int count;
    private final Future<?> future;

    Task(Slot slot, int count, Future<?> future) {
      this.slot = slot;
      this.count = count;
      this.future = future;
    }
  }

  private static void await(Future<?> future) throws IOException {
    try {
      future.get();
    } catch (ExecutionException failed) {
      throw Failures.asThrown(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while encoding", interrupted);
    }
  }

  /** Waits until no block writes any more: the caller may close the file. */
  private static void abandon(Deque<Task> running) {
    List<Task> left = new ArrayList<>(running);
    for (Task task : left) {
      task.future.cancel(false);
    }
    for (Task task : left) {
      if (!task.future.isCancelled()) {
        try {
          task.future.get();
        } catch (ExecutionException | InterruptedException alreadyFailing) {
          // What ended the work is thrown already.
        }
      }
    }
  }
}
