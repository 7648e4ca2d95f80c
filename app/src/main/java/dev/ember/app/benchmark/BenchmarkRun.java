package dev.ember.app.benchmark;

import dev.ember.app.engine.RunsOn;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One run of a protocol, in steps. Inference thread; the clock stands still between steps. */
final class BenchmarkRun implements AutoCloseable {
  /** A chat waits no longer than this, or one chunk of reading. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  /** What is read: plain words of both languages, again and again. */
  private static final String TEXT =
      "The lamp stood in the window and told the street what it had seen. 灯站在窗边，把看见的事讲给街道听。\n";

  private final Engine engine;
  private final Backend backend;
  private final Protocol protocol;
  private final LongSupplier nanoClock;
  private final KvCache cache;
  private final int[] prompt;
  private final float[] logits; // [V]

  private long readNanos;
  private long writeNanos;
  private long memoryBytes;
  private int written;

  BenchmarkRun(Engine engine, Protocol protocol, LongSupplier nanoClock) {
    this.engine = engine;
    this.backend = engine.backend();
    this.protocol = protocol;
    this.nanoClock = nanoClock;
    this.prompt = prompt(engine.tokenizer(), protocol.reads());
    this.logits = new float[backend.config().vocabulary()]; // [V]
    this.cache = backend.newCache();
  }

  private static int[] prompt(Tokenizer tokenizer, int count) {
    int[] text = tokenizer.encode(TEXT);
    int[] prompt = new int[count];
    for (int i = 0; i < count; i++) {
      prompt[i] = text[i % text.length];
    }
    return prompt;
  }

  /** Whether it runs on this engine: another one has other caches. */
  boolean isOn(Engine now) {
    return engine == now;
  }

  /** Goes on for a moment; true when the run is complete. */
  boolean step() {
    boolean reads = cache.length() < prompt.length;
    long start = nanoClock.getAsLong();
    if (reads) {
      read();
    } else {
      write(start);
    }
    long nanos = nanoClock.getAsLong() - start;
    if (reads) {
      readNanos += nanos;
    } else {
      writeNanos += nanos;
    }
    memoryBytes = Math.max(memoryBytes, ResidentMemory.bytes());
    return written == protocol.writes();
  }

  private void read() {
    int from = cache.length();
    int last = prompt.length - 1;
    if (from == last) {
      backend.decode(prompt[last], cache, logits);
      return;
    }
    int count = Math.min(backend.prefillChunk(), last - from);
    int[] chunk = new int[count];
    System.arraycopy(prompt, from, chunk, 0, count);
    backend.prefill(chunk, count, cache);
  }

  private void write(long start) {
    while (written < protocol.writes() && nanoClock.getAsLong() - start < STEP_NANOS) {
      int token = likeliest();
      written++;
      if (cache.length() < cache.capacity()) { // the last token needs no logits behind it
        backend.decode(token, cache, logits);
      }
    }
  }

  private int likeliest() {
    int best = 0;
    for (int token = 1; token < logits.length; token++) {
      if (logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }

  boolean reading() {
    return cache.length() < prompt.length;
  }

  /** Tokens of the half that it is at. */
  int done() {
    return reading() ? cache.length() : written;
  }

  Measurement result() {
    return new Measurement(
        protocol, RunsOn.of(backend.description()), readNanos, writeNanos, memoryBytes);
  }

  @Override
  public void close() {
    cache.close();
  }
}
