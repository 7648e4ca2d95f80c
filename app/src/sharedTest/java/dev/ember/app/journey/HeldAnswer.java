package dev.ember.app.journey;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.bundle.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Holds the model in the middle of an answer, as long as a journey needs to do something there. The
 * numbers are the phone's own, so that what is known of it holds on.
 */
final class HeldAnswer {
  /** Enough to read a short question and to write a few words. */
  private static final int CALLS = 10;

  private final Semaphore calls = new Semaphore(0);
  private volatile boolean holding;

  /** Asks in the open chat; gives what stands there of the answer while the model is held. */
  String ask(String question, AppDriver app) {
    calls.drainPermits();
    calls.release(CALLS);
    holding = true;
    app.send(question);
    String[] begun = {""};
    app.tryMeanwhile(
        "the beginning of an answer",
        activity -> {
          ShownWords.Answer answer = ShownWords.newestAnswer(activity);
          begun[0] = answer == null ? "" : answer.text();
          return calls.hasQueuedThreads() && !begun[0].isEmpty();
        });
    return begun[0];
  }

  /** One more step of it, and it is held again. */
  void writesOn() {
    calls.release();
  }

  /** It goes on, and is not held again. */
  void letGo() {
    holding = false;
    calls.release();
  }

  private void pass() {
    if (!holding) {
      return;
    }
    try {
      calls.acquire();
    } catch (InterruptedException killed) {
      throw new AssertionError("the process has ended", killed);
    }
  }

  /** What a phone computes with, to be held. */
  Contenders of(Contenders phone) {
    return new Held(phone);
  }

  private final class Held implements Contenders {
    private final Contenders phone;

    Held(Contenders phone) {
      this.phone = phone;
    }

    @Override
    public List<Contender> of(Bundle bundle) {
      List<Contender> all = new ArrayList<>();
      for (Contender each : phone.of(bundle)) {
        all.add(
            new Contender(
                each.id(),
                each.kind(),
                each.rounds(),
                () -> new HeldBackend(each.opening().get())));
      }
      return all;
    }

    @Override
    public List<Integer> threadCounts() {
      return phone.threadCounts();
    }

    @Override
    public boolean hasRoomFor(Bundle bundle, Contender cpu) {
      return phone.hasRoomFor(bundle, cpu);
    }

    @Override
    public boolean hasRoomForTwo(Bundle bundle) {
      return phone.hasRoomForTwo(bundle);
    }

    @Override
    public Contenders withThreads(int threads) {
      return new Held(phone.withThreads(threads));
    }

    @Override
    public void keepOnly(Bundle bundle, List<Contender> kept) {
      phone.keepOnly(bundle, kept);
    }
  }

  private final class HeldBackend extends ForwardingBackend {
    HeldBackend(Backend phone) {
      super(phone);
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      pass();
      super.prefill(tokens, count, cache);
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      pass();
      super.decode(token, cache, logits);
    }

    @Override
    public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
      pass();
      super.verify(tokens, count, cache, logits);
    }
  }
}
