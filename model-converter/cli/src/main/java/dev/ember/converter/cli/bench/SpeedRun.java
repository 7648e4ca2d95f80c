package dev.ember.converter.cli.bench;

import com.sun.management.ThreadMXBean;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * One protocol on one backend, round after round. The tokens are random and do not repeat, so that
 * nothing is found to guess from; what is written is what was going to be, whatever the model says.
 */
public final class SpeedRun {
  /** New tokens of a second turn: a short question. */
  public static final int TURN_TOKENS = 24;

  private static final long SEED = 11;
  private static final double GIGA = 1e9;

  private final Backend backend;
  private final Protocol protocol;
  private final int threads;
  private final Stopwatch stopwatch;
  private final int[] tokens; // [positions]
  private final float[] logits; // [V]
  private final List<Double> prefillSeconds = new ArrayList<>();
  private final List<Double> decodeSeconds = new ArrayList<>();
  private final List<Double> prefillsPerGigaproduct = new ArrayList<>();
  private final List<Double> decodesPerGigaproduct = new ArrayList<>();
  private final List<Double> firstTurnMillis = new ArrayList<>();
  private final List<Double> secondTurnMillis = new ArrayList<>();
  private double prefillProcessorSeconds; // of the last round
  private double decodeProcessorSeconds;
  private int secondTurnTokens;
  private double bytesPerToken;

  /**
   * @param threads that the backend was opened with
   */
  public SpeedRun(Backend backend, Protocol protocol, int threads) {
    this(backend, protocol, threads, new Stopwatch(processorSeconds(threads)));
  }

  SpeedRun(Backend backend, Protocol protocol, int threads, Stopwatch stopwatch) {
    this.backend = backend;
    this.protocol = protocol;
    this.threads = threads;
    this.stopwatch = stopwatch;
    int vocabulary = backend.config().vocabulary();
    tokens = new Random(SEED).ints(protocol.positions(), 0, vocabulary).toArray();
    logits = new float[vocabulary];
  }

  /** Whether the protocol fits the model's context, its second turn too. */
  public boolean fits() {
    return protocol.positions() + TURN_TOKENS < backend.config().context();
  }

  /** Runs once and forgets it: kernels, tables and compiled code get warm. */
  public void warmUp(Yardstick yardstick) {
    round(yardstick);
    forget();
  }

  /** Runs and measures once, the yardstick before and behind it. */
  public void round(Yardstick yardstick) {
    double before = yardstick.productsPerSecond();
    measureSteps();
    double gigaproducts = (before + yardstick.productsPerSecond()) / 2 / GIGA;
    double prefills = protocol.promptTokens() / prefillProcessorSeconds;
    double decodes = protocol.answerTokens() / decodeProcessorSeconds;
    prefillsPerGigaproduct.add(prefills / gigaproducts);
    decodesPerGigaproduct.add(decodes / gigaproducts);
    measureTurns();
  }

  /** The medians. */
  public Figures figures() {
    return new Figures(
        protocol,
        threads,
        protocol.promptTokens() / Median.of(prefillSeconds),
        protocol.answerTokens() / Median.of(decodeSeconds),
        Median.of(prefillsPerGigaproduct),
        Median.of(decodesPerGigaproduct),
        Median.of(firstTurnMillis),
        Median.of(secondTurnMillis),
        secondTurnTokens,
        bytesPerToken);
  }

  private void forget() {
    prefillSeconds.clear();
    decodeSeconds.clear();
    prefillsPerGigaproduct.clear();
    decodesPerGigaproduct.clear();
    firstTurnMillis.clear();
    secondTurnMillis.clear();
  }

  private void measureSteps() {
    try (KvCache cache = backend.newCache()) {
      Stopwatch.Lap prefill = stopwatch.time(() -> read(cache));
      prefillSeconds.add(prefill.seconds());
      prefillProcessorSeconds = prefill.processorSeconds();
      Stopwatch.Lap decode = stopwatch.time(() -> write(cache));
      decodeSeconds.add(decode.seconds());
      decodeProcessorSeconds = decode.processorSeconds();
    }
  }

  private void read(KvCache cache) {
    cache.truncate(0);
    backend.prefill(tokens, protocol.promptTokens(), cache);
  }

  private void write(KvCache cache) {
    cache.truncate(protocol.promptTokens());
    ThreadMXBean allocations = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long bytes = 0;
    for (int i = protocol.promptTokens(); i < tokens.length; i++) {
      if (i == middle()) { // behind the move to a larger cache, if there is one
        bytes = allocations.getThreadAllocatedBytes(self);
      }
      backend.decode(tokens[i], cache, logits);
    }
    double allocated = allocations.getThreadAllocatedBytes(self) - bytes;
    bytesPerToken = allocated / (tokens.length - middle());
  }

  /** The calling thread is the first of the kernels' threads, so one is known to the nanosecond. */
  private static DoubleSupplier processorSeconds(int threads) {
    return threads == 1 ? ProcessorTime::ofThread : ProcessorTime::ofProcess;
  }

  private int middle() {
    return protocol.promptTokens() + protocol.answerTokens() / 2;
  }

  private void measureTurns() {
    GenerationOptions oneToken = new GenerationOptions(SamplingOptions.GREEDY, 1, List.of());
    int[] first = Arrays.copyOf(tokens, protocol.promptTokens());
    int[] second = Arrays.copyOf(first, first.length + TURN_TOKENS);
    System.arraycopy(tokens, 0, second, first.length, Math.min(TURN_TOKENS, tokens.length));
    try (Decoder decoder = new Decoder(backend, new SilentTokenizer(logits.length), List.of())) {
      firstTurnMillis.add(millis(decoder.generate(first, oneToken, delta -> {})));
      GenerationResult result = decoder.generate(second, oneToken, delta -> {});
      secondTurnMillis.add(millis(result));
      secondTurnTokens = result.promptTokens() - result.reusedTokens();
    }
  }

  private static double millis(GenerationResult result) {
    return result.prefillNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
