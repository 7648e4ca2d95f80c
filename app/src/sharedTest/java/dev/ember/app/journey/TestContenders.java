package dev.ember.app.journey;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.bundle.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What may compute a model on a journey's phone. All of them are its CPU, which gives the model's
 * golden answers; one may be slow, another gives each logit the wrong sign.
 */
public final class TestContenders implements Contenders {
  private static final long REFUSES = -1;

  /** One of them, as the app knows it and as the journey wants it. */
  private record Wish(String id, Contender.Kind kind, long callMs, boolean wrong) {}

  private final LongConsumer waitMs;
  private final List<Wish> wishes = new ArrayList<>();
  private final List<String> opened = new CopyOnWriteArrayList<>();

  /** On the clock of the machine. */
  TestContenders() {
    this(ms -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms)));
  }

  /**
   * On a clock of the test's.
   *
   * @param waitMs lets so many milliseconds pass
   */
  public TestContenders(LongConsumer waitMs) {
    this.waitMs = waitMs;
  }

  /** A CPU that is right, and takes so long for each call. */
  public TestContenders cpu(long callMs) {
    wishes.add(new Wish(PhoneContenders.CPU, Contender.Kind.CPU, callMs, false));
    return this;
  }

  public TestContenders wrongCpu() {
    wishes.add(new Wish(PhoneContenders.CPU, Contender.Kind.CPU, 0, true));
    return this;
  }

  /** The older runtime on the CPU, which is right, and takes so long for each call. */
  public TestContenders lastResort(long callMs) {
    wishes.add(new Wish(PhoneContenders.LAST_RESORT, Contender.Kind.CPU, callMs, false));
    return this;
  }

  /** A GPU that is right, and takes so long for each call. */
  public TestContenders gpu(long callMs) {
    wishes.add(new Wish(PhoneContenders.GPU, Contender.Kind.GPU, callMs, false));
    return this;
  }

  /** A GPU whose driver is not there. */
  public TestContenders refusingGpu() {
    wishes.add(new Wish(PhoneContenders.GPU, Contender.Kind.GPU, REFUSES, false));
    return this;
  }

  /** The ids of those that a model was opened on, one after the other. */
  List<String> opened() {
    return List.copyOf(opened);
  }

  /** The id of the one that it was opened on last. */
  String last() {
    return opened.get(opened.size() - 1);
  }

  @Override
  public List<Contender> of(Bundle bundle) {
    Contender real =
        new PhoneContenders(1, true, null, () -> Long.MAX_VALUE).of(bundle).get(0); // the CPU
    List<Contender> all = new ArrayList<>();
    for (Wish wish : wishes) {
      all.add(
          new Contender(
              wish.id(),
              wish.kind(),
              false,
              () -> {
                opened.add(wish.id());
                if (wish.callMs() == REFUSES) {
                  throw new BackendException("GPU delegate", "opening", "no OpenCL library");
                }
                return new Wished(real.opening().get(), wish);
              }));
    }
    return all;
  }

  private final class Wished extends ForwardingBackend {
    private final Wish wish;

    Wished(Backend real, Wish wish) {
      super(real);
      this.wish = wish;
    }

    @Override
    public String description() {
      return wish.kind() + " of a journey";
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      takeTime();
      super.prefill(tokens, count, cache);
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      takeTime();
      super.decode(token, cache, logits);
      spoil(logits);
    }

    @Override
    public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
      takeTime();
      super.verify(tokens, count, cache, logits);
      for (int i = 0; i < count; i++) {
        spoil(logits[i]);
      }
    }

    private void takeTime() {
      if (wish.callMs() > 0) {
        waitMs.accept(wish.callMs());
      }
    }

    private void spoil(float @Nullable [] logits) {
      if (wish.wrong() && logits != null) {
        for (int i = 0; i < logits.length; i++) {
          logits[i] = -logits[i];
        }
      }
    }
  }
}
