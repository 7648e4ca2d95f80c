package dev.ember.converter.export.parity;

import dev.ember.converter.export.weights.LayerThreads;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Runs the float reference and the converted model over the same tokens and compares the logits of
 * every position; then once more with the converted model's prefill, which is another graph.
 *
 * <p>The reference streams its weights: the model need not fit into memory.
 */
public final class ParityCheck {
  /** Candidates that a golden position keeps of each model. */
  private static final int KEPT_CANDIDATES = 5;

  /** Positions that a golden prompt keeps, evenly spread, the last one included. */
  private static final int KEPT_POSITIONS = 4;

  /**
   * How far another device's kernels may be from this one's, in multiples of what quantization did
   * to a logit here at most: an activation that rounds the other way moves it about as much.
   */
  private static final float BACKEND_FACTOR = 2;

  /**
   * And no more than this share of the logits' range: 4-bit weights move a logit far, but not from
   * one runtime to another. SmolLM2-135M moves by a fourteenth of its 36.
   */
  private static final float BACKEND_SHARE = 1 / 8f;

  /** At least this, for float32 models, where only the order of summation differs. */
  private static final float LEAST_BACKEND_TOLERANCE = 1e-2f;

  /** Floats of the reference's logits at once: eight million, or one position. */
  private static final int LOGITS_AT_ONCE = 1 << 23;

  /** The reference's share of the time, for a progress bar. */
  private static final double REFERENCE_SHARE = 0.6;

  private final WeightSource source;
  private final DecoderConfig config;
  private final Backend converted;
  private final ParityLimits limits;
  private final int threads;
  private final DoubleConsumer progress;
  private final ParityTally tally = new ParityTally();
  private final float[] referenceLogits; // [V]
  private final float[] convertedLogits; // [V]
  private final float[] chunk; // [some positions, V]
  private long total; // positions to compare

  /**
   * @param source the float model
   * @param threads of the reference
   * @param progress is told the done share of the work, 0 to 1
   */
  public ParityCheck(
      WeightSource source,
      Backend converted,
      ParityLimits limits,
      int threads,
      DoubleConsumer progress) {
    this.source = source;
    this.converted = converted;
    this.limits = limits;
    this.threads = threads;
    this.progress = progress;
    config = source.config().withContext(converted.config().context());
    referenceLogits = new float[config.vocabulary()]; // [V]
    convertedLogits = new float[config.vocabulary()]; // [V]
    chunk = new float[Math.max(1, LOGITS_AT_ONCE / config.vocabulary()) * config.vocabulary()];
  }

  /**
   * Compares the models; call it once.
   *
   * @throws IOException if the float weights cannot be read
   */
  public ParityReport run(ParityTexts parityTexts) throws IOException {
    List<int[]> texts = parityTexts.texts();
    for (int[] text : texts) {
      total += text.length + 1; // the last position is compared twice
    }
    LayerwisePass reference = new LayerwisePass(config, source::read, texts);
    List<LinearObserver> unobserved = Collections.nCopies(texts.size(), LinearObserver.NONE);
    LayerThreads layers = new LayerThreads(reference, threads);
    while (reference.layer() < config.layers()) {
      layers.runLayer(unobserved);
      progress.accept(REFERENCE_SHARE * reference.layer() / config.layers());
    }
    List<Golden.Prompt> golden = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      golden.add(compare(reference, i, texts.get(i)));
    }
    return report(parityTexts, golden);
  }

  private ParityReport report(ParityTexts texts, List<Golden.Prompt> golden) {
    float logitTolerance = (float) (limits.maxLogitShare() * tally.maxRange());
    Golden.Tolerances tolerances =
        new Golden.Tolerances(
            backendTolerance(), logitTolerance, (float) limits.minTop1Agreement());
    return new ParityReport(
        limits, tally.measurement(texts), tally, new Golden(tolerances, golden));
  }

  /**
   * Any number where a logit was none: such a check fails, and its golden values are not written.
   */
  private float backendTolerance() {
    return Float.isNaN(tally.maxDifference())
        ? LEAST_BACKEND_TOLERANCE
        : Math.max(
            LEAST_BACKEND_TOLERANCE,
            Math.min(BACKEND_FACTOR * tally.maxDifference(), BACKEND_SHARE * tally.maxRange()));
  }

  private Golden.Prompt compare(LayerwisePass reference, int number, int[] text)
      throws IOException {
    List<Golden.Position> kept = new ArrayList<>();
    int vocabulary = config.vocabulary();
    int atOnce = chunk.length / vocabulary;
    try (KvCache cache = converted.newCache()) {
      for (int i = 0; i < text.length; i++) {
        if (i % atOnce == 0) {
          reference.logits(number, i, Math.min(atOnce, text.length - i), chunk);
        }
        System.arraycopy(chunk, i % atOnce * vocabulary, referenceLogits, 0, vocabulary);
        converted.decode(text[i], cache, convertedLogits);
        count();
        if (i + 1 < text.length) {
          tally.predict(referenceLogits, convertedLogits, text[i + 1]);
        }
        if (isKept(i, text.length)) {
          kept.add(
              new Golden.Position(i, candidates(referenceLogits), candidates(convertedLogits)));
        }
      }
    }
    comparePrefilled(text);
    List<Integer> tokens = new ArrayList<>();
    Arrays.stream(text).forEach(tokens::add);
    return new Golden.Prompt(tokens, kept);
  }

  /** The last position once more, all before it read by prefill. */
  private void comparePrefilled(int[] tokens) {
    try (KvCache cache = converted.newCache()) {
      converted.prefill(tokens, tokens.length - 1, cache);
      converted.decode(tokens[tokens.length - 1], cache, convertedLogits);
    }
    count();
  }

  private void count() {
    tally.add(referenceLogits, convertedLogits);
    progress.accept(REFERENCE_SHARE + (1 - REFERENCE_SHARE) * tally.positions() / total);
  }

  private static boolean isKept(int index, int length) {
    int step = Math.max(1, length / KEPT_POSITIONS);
    return (length - 1 - index) % step == 0;
  }

  private static List<Golden.Candidate> candidates(float[] logits) {
    return Golden.Candidate.largest(logits, KEPT_CANDIDATES);
  }
}
