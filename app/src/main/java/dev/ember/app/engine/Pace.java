package dev.ember.app.engine;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.health.Warmth;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets the model rest between two tokens while the phone is warm, so that it goes on at all: a
 * phone that is not left in peace slows everything down by itself, screens included.
 *
 * <h2>Threading model</h2>
 *
 * The inference thread, {@link #slowed} excepted.
 */
public final class Pace {
  /** Of two seconds one works: half the heat. */
  private static final int WARM_REST = 1;

  /** Of four seconds one works. */
  private static final int HOT_REST = 3;

  /** A phone's temperature changes within seconds; asking costs a call to another process. */
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Supplier<Warmth.Level> warmth;
  private final LongSupplier nanoClock;
  private final LongConsumer pause;
  private final MutableLiveData<Boolean> slowed = new MutableLiveData<>(false);

  private boolean asked;
  private long askedNanos;
  private int rest;

  Pace(Supplier<Warmth.Level> warmth, LongSupplier nanoClock, LongConsumer pause) {
    this.warmth = warmth;
    this.nanoClock = nanoClock;
    this.pause = pause;
  }

  static Pace of(Supplier<Warmth.Level> warmth, LongSupplier nanoClock) {
    return new Pace(warmth, nanoClock, LockSupport::parkNanos);
  }

  /** Whether the model rests between tokens because the phone is warm. */
  LiveData<Boolean> slowed() {
    return slowed;
  }

  /** Rests as the phone needs it, after so much work. */
  void rest(long workedNanos) {
    long now = nanoClock.getAsLong();
    if (!asked || now - askedNanos >= ASK_NANOS) {
      ask(now);
    }
    if (rest > 0) {
      pause.accept(rest * workedNanos);
    }
  }

  private void ask(long now) {
    int before = rest;
    rest =
        switch (warmth.get()) {
          case UNKNOWN, COOL -> 0;
          case WARM -> WARM_REST;
          case HOT -> HOT_REST;
        };
    asked = true;
    askedNanos = now;
    if (before > 0 != rest > 0) {
      slowed.postValue(rest > 0);
    }
  }
}
