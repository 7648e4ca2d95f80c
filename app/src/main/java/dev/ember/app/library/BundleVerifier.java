package dev.ember.app.library;

import dev.ember.app.engine.BuiltInModel;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.DoubleConsumer;

/**
 * The only door: whatever becomes a model of this phone has passed here. Structure and limits, the
 * hash of every entry, tokenizer and template, and then the model itself: it must give the logits
 * that its maker wrote down, on this phone's own kernels.
 */
public final class BundleVerifier {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final String DIGITS = "0123456789abcdef";

  /** Hashing is the longer half for all but the smallest. */
  private static final double HASHED = 0.5;

  private BundleVerifier() {}

  /**
   * Checks a file.
   *
   * @param progress is told the done share, 0 to 1; what it throws ends the check
   * @return the card, its {@code origin} and time as given
   * @throws Refusal with the reason if it is not a sound bundle, or answers wrongly here
   */
  public static ModelCard verify(Path file, ModelCard.Arrival arrival, DoubleConsumer progress)
      throws IOException {
    String sha256 = sha256(file, share -> progress.accept(share * HASHED));
    try (Bundle bundle = Bundle.open(file)) {
      bundle.tokenizer();
      bundle.template();
      bundle.card();
      checkAnswers(bundle, share -> progress.accept(HASHED + share * (1 - HASHED)));
      return ModelCard.of(bundle.manifest(), file.toFile().length(), sha256, arrival);
    } catch (BundleFormatException | TokenizerFormatException damaged) {
      throw new Refusal(Refusal.Reason.DAMAGED, withoutPath(damaged, file));
    } catch (BackendException refused) {
      throw new Refusal(Refusal.Reason.UNKNOWN_LAYOUT, String.valueOf(refused.getMessage()));
    }
  }

  private static void checkAnswers(Bundle bundle, DoubleConsumer progress) throws IOException {
    Golden golden = bundle.golden();
    try (Backend backend = TfliteBackend.open(bundle, BuiltInModel.threads())) {
      GoldenCheck check = new GoldenCheck(backend, golden.tolerances());
      int done = 0;
      for (Golden.Prompt prompt : golden.prompts()) {
        check.run(prompt);
        done++;
        progress.accept((double) done / golden.prompts().size());
      }
      if (!check.passed()) {
        throw new Refusal(Refusal.Reason.WRONG_ANSWERS, check.finding());
      }
    }
  }

  /** The path is this app's own and means nothing to a reader. */
  private static String withoutPath(IOException fault, Path file) {
    return String.valueOf(fault.getMessage()).replace(file.toString(), "model");
  }

  /** SHA-256 of a file, 64 lower-case hex digits. */
  public static String sha256(Path file, DoubleConsumer progress) throws IOException {
    MessageDigest digest = newDigest();
    byte[] bytes = new byte[BUFFER_BYTES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long done = 0;
      for (int read = channel.read(ByteBuffer.wrap(bytes));
          read >= 0;
          read = channel.read(ByteBuffer.wrap(bytes))) {
        digest.update(bytes, 0, read);
        done += read;
        progress.accept(size == 0 ? 1 : (double) done / size);
      }
    }
    return hex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java and every Android has SHA-256", impossible);
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte value : bytes) {
      text.append(DIGITS.charAt((value >> 4) & 15)).append(DIGITS.charAt(value & 15));
    }
    return text.toString();
  }
}
