package dev.ember.inference.backend;

import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A backend without a model: a script says which token comes next, and its logit is the largest.
 * All other logits are drawn from the tokens read so far, so that they change with any of them.
 *
 * <pre>
 * FakeBackend backend = new FakeBackend(SmallModel.config(true));
 * backend.answer(new int[] {'h', 'i', SmallTokenizer.IM_END});
 * </pre>
 */
public final class FakeBackend implements Backend {
  /** A script's verdict where it has nothing to say. */
  public static final int NOTHING = -1;

  private static final float SCRIPTED_LOGIT = 20; // e^20 times as probable as the others at most
  private static final int PREFILL_CHUNK = 4;

  private final DecoderConfig config;
  private float scriptedLogit = SCRIPTED_LOGIT;
  private final List<Integer> prefillCounts = new ArrayList<>();
  private ToIntFunction<int[]> script = tokens -> NOTHING;
  private IntConsumer beforeDecode = call -> {};
  private IntConsumer beforePrefill = call -> {};
  private Runnable beforeCache = () -> {};
  private int decodeCalls;
  private int verifyTokens = 1;
  private int verifications;
  private long bytesPerCache;
  private int failingDecode = NOTHING;
  private int brokenDecode = NOTHING;
  private volatile boolean closed; // perhaps on the thread of a call that hung

  public FakeBackend(DecoderConfig config) {
    this.config = config;
  }

  /**
   * From the next decode on, gives {@code answer} token by token, and starts over at the first
   * token whenever it was not the last given token that was read.
   */
  public void answer(int... answer) {
    int[] given = {0};
    script =
        tokens -> {
          boolean continues =
              given[0] > 0
                  && given[0] < answer.length
                  && tokens[tokens.length - 1] == answer[given[0] - 1];
          given[0] = continues ? given[0] + 1 : 1;
          return answer[given[0] - 1];
        };
  }

  /** Asks {@code next} for the token that follows all tokens read so far, or {@link #NOTHING}. */
  public void script(ToIntFunction<int[]> next) {
    script = next;
  }

  /** Gives the token that the script names this logit; the others have 0 to 1. */
  public void scriptedLogit(float logit) {
    scriptedLogit = logit;
  }

  /** Makes the {@code call}-th decode from now (the next is 0) throw {@link BackendException}. */
  public void failAtDecode(int call) {
    failingDecode = decodeCalls + call;
  }

  /** Makes the {@code call}-th decode from now give logits that are no numbers. */
  public void breakLogitsAtDecode(int call) {
    brokenDecode = decodeCalls + call;
  }

  /** Is called before each decode with the number of decodes done. */
  public void beforeDecode(IntConsumer hook) {
    beforeDecode = hook;
  }

  /** Is called before each prefill with the number of prefills done. */
  public void beforePrefill(IntConsumer hook) {
    beforePrefill = hook;
  }

  /** Is called before each new cache. */
  public void beforeCache(Runnable hook) {
    beforeCache = hook;
  }

  /** The counts of all prefill calls. */
  public List<Integer> prefillCounts() {
    return prefillCounts;
  }

  /** Tokens read by prefill in all. */
  public int prefilledTokens() {
    return prefillCounts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Decode calls in all. */
  public int decodedTokens() {
    return decodeCalls;
  }

  /** Lets {@link #verify} read so many tokens at once. */
  public void verifyAtOnce(int tokens) {
    verifyTokens = tokens;
  }

  /** Verify calls in all; each of their tokens counts as decoded too. */
  public int verifications() {
    return verifications;
  }

  /** Makes each cache say that it takes so much. */
  public void bytesPerCache(long bytes) {
    bytesPerCache = bytes;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public String description() {
    return "fake, scripted";
  }

  @Override
  public int prefillChunk() {
    return PREFILL_CHUNK;
  }

  @Override
  public KvCache newCache() {
    beforeCache.run();
    return new FakeCache(this, config.context());
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    FakeCache own = own(cache);
    Requirements.requireTokens(tokens, count, config);
    Requirements.requireRoom(count, own);
    beforePrefill.accept(prefillCounts.size());
    prefillCounts.add(count);
    for (int i = 0; i < count; i++) {
      own.append(tokens[i]);
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    FakeCache own = own(cache);
    Requirements.requireToken(token, config);
    Requirements.requireLogits(logits, config);
    Requirements.requireRoom(1, own);
    beforeDecode.accept(decodeCalls);
    own.append(token);
    int call = decodeCalls++;
    if (call == failingDecode) {
      throw new BackendException("fake", "decode", "as the script says");
    }
    if (call == brokenDecode) {
      Arrays.fill(logits, Float.NaN);
      return;
    }
    int[] tokens = own.tokens();
    Random random = new Random(Arrays.hashCode(tokens));
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextFloat();
    }
    int next = script.applyAsInt(tokens);
    if (next != NOTHING) {
      logits[next] = scriptedLogit;
    }
  }

  @Override
  public int verifyTokens() {
    return verifyTokens;
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    Backend.super.verify(tokens, count, cache, logits);
    verifications++;
  }

  @Override
  public void close() {
    closed = true;
  }

  private FakeCache own(KvCache cache) {
    if (cache instanceof FakeCache own && own.owner == this) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }

  /** The tokens read; the first float of a row is a token. */
  private static final class FakeCache implements PortableKvCache {
    private final FakeBackend owner;
    private final int[] tokens; // [C]
    private int length;
    private volatile boolean closed; // perhaps on the thread of a call that hung

    FakeCache(FakeBackend owner, int capacity) {
      this.owner = owner;
      tokens = new int[capacity];
    }

    int[] tokens() {
      return Arrays.copyOf(tokens, length);
    }

    void append(int token) {
      tokens[length++] = token;
    }

    @Override
    public RowShape rowShape() {
      return RowShape.of(owner.config);
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void read(int from, int count, float[] into) {
      Requirements.requireHeld(from, count, this);
      for (int i = 0; i < count; i++) {
        into[i * rowFloats()] = tokens[from + i];
      }
    }

    @Override
    public void append(int count, float[] rows) {
      Requirements.requireRoom(count, this);
      for (int i = 0; i < count; i++) {
        append((int) rows[i * rowFloats()]);
      }
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public int capacity() {
      return tokens.length;
    }

    @Override
    public long bytes() {
      return owner.bytesPerCache;
    }

    @Override
    public void truncate(int newLength) {
      Requirements.requireHeld(newLength, this);
      length = newLength;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
