package dev.ember.app.library;

import dev.ember.app.engine.BuiltInModel;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The only door: whatever becomes a model of this phone has passed here. Structure and limits, the
 * hash of every entry, tokenizer and template, and then the model itself: it must give the logits
 * that its maker wrote down, on this phone's own kernels.
 */
public final class BundleVerifier {
  /** Hashing is the longer half for all but the smallest. */
  private static final double HASHED = 0.5;

  private BundleVerifier() {}

  /** What is looked at, in this order. */
  public enum Check {
    /** Every byte of the file, for its SHA-256. */
    BYTES,
    /** Its entries, each by its own hash, and the limits of its shape. */
    STRUCTURE,
    /** Tokenizer, template and card. */
    WORDS,
    /** Whether a runtime takes it. */
    RUNTIME,
    /** Whether it says here what its maker wrote down. */
    ANSWERS
  }

  /** Is told how far the whole is; what it throws ends the check. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param share done of the whole, 0 to 1
     */
    void at(Check check, double share);
  }

  /**
   * Checks a file.
   *
   * @return the card, its {@code origin} and time as given
   * @throws Refusal with the reason if it is not a sound bundle, answers wrongly here, or cannot be
   *     asked now for want of memory
   */
  public static ModelCard verify(Path file, ModelCard.Arrival arrival, Progress progress)
      throws IOException {
    String sha256 = sha256(file, share -> progress.at(Check.BYTES, share * HASHED));
    progress.at(Check.STRUCTURE, HASHED);
    try (Bundle bundle = Bundle.open(file)) {
      progress.at(Check.WORDS, HASHED);
      bundle.tokenizer();
      bundle.template();
      bundle.card();
      checkAnswers(bundle, progress);
      return ModelCard.of(bundle.manifest(), file.toFile().length(), sha256, arrival);
    } catch (BundleFormatException | TokenizerFormatException damaged) {
      throw new Refusal(Refusal.Reason.DAMAGED, withoutPath(damaged, file));
    } catch (BackendException refused) {
      throw Refusal.of(refused, Refusal.Reason.UNKNOWN_LAYOUT);
    }
  }

  private static void checkAnswers(Bundle bundle, Progress progress) throws IOException {
    progress.at(Check.RUNTIME, HASHED);
    Golden golden = bundle.golden();
    try (Backend backend = TfliteBackend.open(bundle, BuiltInModel.threads())) {
      GoldenRun run = new GoldenRun(golden, backend);
      while (!run.isOver()) {
        run.ask();
        progress.at(Check.ANSWERS, HASHED + run.done() * (1 - HASHED));
      }
      requireKept(run.tally());
    }
  }

  private static void requireKept(GoldenTally tally) throws Refusal {
    List<String> failures = tally.failures();
    if (!failures.isEmpty()) {
      throw new Refusal(
          tally.positions() == 0 ? Refusal.Reason.DAMAGED : Refusal.Reason.WRONG_ANSWERS,
          "golden.json: " + String.join("; ", failures));
    }
  }

  /** The path is this app's own and means nothing to a reader. */
  private static String withoutPath(IOException fault, Path file) {
    return String.valueOf(fault.getMessage()).replace(file.toString(), "model");
  }

  /** SHA-256 of a file, 64 lower-case hex digits. */
  public static String sha256(Path file, DoubleConsumer progress) throws IOException {
    GrowingHash hash = new GrowingHash();
    hash.moveTo(file, Files.size(file), progress::accept);
    return hash.end();
  }
}
