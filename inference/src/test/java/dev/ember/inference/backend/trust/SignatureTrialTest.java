package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** Signatures of one context that go wrong while all others are right. */
public final class SignatureTrialTest {
  private static final DecoderConfig CONFIG = TrialGround.CONFIG;
  private static final List<Integer> CONTEXTS =
      List.of(CONFIG.context() / 4, CONFIG.context() / 2, CONFIG.context());

  @Test
  public void run_right_passes() throws TrialException {
    trial().run(fake());
  }

  @Test
  public void run_verifyWrongInOneContext_fails() {
    for (int context : CONTEXTS) {
      fails(new Faulty(length -> contextOf(length) == context, Faulty.Part.VERIFY));
    }
  }

  @Test
  public void run_decodeWrongInOneContext_fails() {
    for (int context : CONTEXTS) {
      fails(new Faulty(length -> contextOf(length) == context, Faulty.Part.DECODE));
    }
  }

  @Test
  public void run_prefillWrongInOneContext_fails() {
    for (int context : CONTEXTS) {
      fails(new Faulty(length -> contextOf(length) == context, Faulty.Part.PREFILL));
    }
  }

  /** All that a context's signatures say is wrong in the same way: only another one knows. */
  @Test
  public void run_allOfALongContextWrong_isHeldToTheOneBefore() {
    for (int context : CONTEXTS.subList(1, CONTEXTS.size())) {
      fails(new Faulty(length -> contextOf(length) == context, Faulty.Part.ANSWERS));
    }
  }

  @Test
  public void run_noSignatureOfAFew_asksNothing() throws TrialException {
    FakeBackend backend = new FakeBackend(CONFIG);
    trial().run(backend);
    assertThat(backend.decodedTokens() + backend.prefilledTokens()).isZero();
  }

  @Test
  public void runAlone_noSignatureOfAFew_holdsAChunkToStepsWhereTheContextEnds()
      throws TrialException {
    trial().runAlone(new FakeBackend(CONFIG));
    IntPredicate beyondTheGoldenPrompts = length -> length > CONFIG.context() / 2;
    failsAlone(new Faulty(new FakeBackend(CONFIG), beyondTheGoldenPrompts, Faulty.Part.PREFILL));
  }

  @Test
  public void runAlone_signatureOfAFew_isAskedAllThatIsAskedOfOthers() {
    for (int context : CONTEXTS) {
      failsAlone(new Faulty(length -> contextOf(length) == context, Faulty.Part.VERIFY));
    }
  }

  @Test
  public void runAlone_stopped_ends() {
    SignatureTrial stopped = new SignatureTrial(new TreeSet<>(CONTEXTS), none(), () -> true);
    assertThatThrownBy(() -> stopped.runAlone(new FakeBackend(CONFIG)))
        .isInstanceOf(CancellationException.class);
  }

  private static void failsAlone(Backend backend) {
    assertThatThrownBy(() -> trial().runAlone(backend))
        .isInstanceOfSatisfying(
            TrialException.class, failed -> assertThat(failed.outcome()).isEqualTo(Outcome.WRONG));
  }

  @Test
  public void run_stopped_ends() {
    SignatureTrial stopped = new SignatureTrial(new TreeSet<>(CONTEXTS), none(), () -> true);
    assertThatThrownBy(() -> stopped.run(fake())).isInstanceOf(CancellationException.class);
  }

  private static void fails(Backend backend) {
    assertThatThrownBy(() -> trial().run(backend))
        .isInstanceOfSatisfying(
            TrialException.class, failed -> assertThat(failed.outcome()).isEqualTo(Outcome.WRONG));
  }

  private static SignatureTrial trial() {
    return new SignatureTrial(new TreeSet<>(CONTEXTS), none(), () -> false);
  }

  private static Golden none() {
    return new Golden(
        new Golden.Tolerances(0.01f, 1, 0),
        List.of(new Golden.Prompt(List.of(7, 3, 99, 12, 55, 4), List.of())));
  }

  private static FakeBackend fake() {
    FakeBackend backend = new FakeBackend(CONFIG);
    backend.verifyAtOnce(8);
    return backend;
  }

  /** The smallest whose signatures hold so many positions. */
  private static int contextOf(int positions) {
    return CONTEXTS.stream().filter(context -> context >= positions).findFirst().orElseThrow();
  }

  /** One that is wrong in a part of its work, by how many positions there are after it. */
  private static final class Faulty extends ForwardingBackend {
    enum Part {
      DECODE,
      PREFILL,
      VERIFY,
      /** Of decode and verify, alike. */
      ANSWERS
    }

    private final IntPredicate when;
    private final Part part;

    Faulty(IntPredicate when, Part part) {
      this(fake(), when, part);
    }

    Faulty(FakeBackend sound, IntPredicate when, Part part) {
      super(sound);
      this.when = when;
      this.part = part;
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      int[] read = tokens.clone();
      if (part == Part.PREFILL && count > 0 && when.test(cache.length() + count)) {
        read[count - 1] = (read[count - 1] + 1) % CONFIG.vocabulary();
      }
      super.prefill(read, count, cache);
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      super.decode(token, cache, logits);
      if (part == Part.DECODE || part == Part.ANSWERS) {
        spoil(logits, cache.length());
      }
    }

    @Override
    public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
      super.verify(tokens, count, cache, logits);
      if (part == Part.VERIFY || part == Part.ANSWERS) {
        for (int i = 0; i < count; i++) {
          float[] row = logits[i];
          if (row != null) {
            spoil(row, cache.length());
          }
        }
      }
    }

    private void spoil(float[] logits, int length) {
      if (when.test(length)) {
        logits[3] += 9;
      }
    }
  }
}
