package dev.ember.inference.testing;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.trust.Circumstances;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Limits;
import dev.ember.inference.backend.trust.TrustedBackends;
import dev.ember.inference.backend.trust.Verdict;
import dev.ember.inference.backend.trust.VerdictStore;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runtimes put to the app's own proof of a bundle, and wrong ones to put to it. */
public final class Runtimes {
  /** Nothing here is timed, and a busy machine reads slowly. */
  private static final Limits PATIENT = new Limits(1_200_000, 1_200_000, 1);

  private Runtimes() {}

  /** What the proof says of a runtime. */
  public static Verdict proof(Bundle bundle, Path folder, Supplier<Backend> runtime)
      throws IOException {
    VerdictStore store = new VerdictStore(folder);
    TrustedBackends backends =
        new TrustedBackends(
            store,
            any -> List.of(new Contender("runtime", Contender.Kind.CPU, false, runtime)),
            task -> new Thread(task).start(),
            PATIENT,
            System::nanoTime);
    Circumstances here = new Circumstances(bundle.fingerprint(), "this machine", "this test");
    store.forget(here);
    backends.prove(bundle, here, () -> false);
    return store.read(here).values().iterator().next();
  }

  /** The same logits everywhere. */
  public static float[] equal(float[] logits) {
    return new float[logits.length];
  }

  /** As if a scale had been lost. */
  public static float[] halved(float[] logits) {
    float[] halves = logits.clone();
    for (int i = 0; i < halves.length; i++) {
      halves[i] /= 2;
    }
    return halves;
  }

  /** Each token has its neighbour's logit. */
  public static float[] shuffled(float[] logits) {
    float[] shuffled = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      shuffled[i] = logits[(i + 1) % logits.length];
    }
    return shuffled;
  }

  /** One that reads rightly and says something else. */
  public static Backend spoiled(Backend right, UnaryOperator<float[]> fault) {
    return new Spoiled(right, fault);
  }

  private static final class Spoiled extends ForwardingBackend {
    private final UnaryOperator<float[]> fault;

    Spoiled(Backend right, UnaryOperator<float[]> fault) {
      super(right);
      this.fault = fault;
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      super.decode(token, cache, logits);
      spoil(logits);
    }

    @Override
    public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
      super.verify(tokens, count, cache, logits);
      for (int i = 0; i < count; i++) {
        float[] row = logits[i];
        if (row != null) {
          spoil(row);
        }
      }
    }

    private void spoil(float[] logits) {
      System.arraycopy(fault.apply(logits), 0, logits, 0, logits.length);
    }
  }
}
