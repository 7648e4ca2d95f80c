package dev.ember.app.testing;

import dev.ember.app.engine.ModelSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A model that says what it is told, a token a byte, and can stand still between two tokens. */
public final class FakeModel implements ModelSource {
  public static final String NAME = "Small";
  public static final int CONTEXT = 256;

  private volatile FakeBackend backend = new FakeBackend(config());
  private int[] answer = {};
  private @Nullable Tokenizer tokenizer; // its own where there is none
  private @Nullable Throwable fault;
  private int opened;
  private int wantedTokens = CONTEXT;
  private boolean gpuDied;
  private volatile @Nullable Steps opening;
  private final Map<Long, String> chosen = new ConcurrentHashMap<>();

  private static DecoderConfig config() {
    return DecoderConfig.llama(SmallTokenizer.VOCABULARY, CONTEXT)
        .hidden(4)
        .layers(1)
        .heads(1, 1)
        .headSize(4)
        .feedForward(4)
        .tied(true)
        .build();
  }

  /** The answer to whatever is asked. */
  public FakeModel answers(String text) {
    answer = SmallTokenizer.answer(text);
    backend.answer(answer);
    return this;
  }

  /** With this in the place of {@link SmallTokenizer}. */
  public FakeModel cutBy(Tokenizer other) {
    tokenizer = other;
    return this;
  }

  /** From now on a chat is answered by a model of this id, which has the same name. */
  public void answersBy(long chatId, String modelId) {
    chosen.put(chatId, modelId);
  }

  @Override
  public String modelOf(long chatId) {
    return chosen.getOrDefault(chatId, "");
  }

  /** It is to have this window, but there is no memory for more than its own. */
  public void wants(int windowTokens) {
    wantedTokens = windowTokens;
  }

  /** Memory is back: whoever opens the model from now on gets the window that it is to have. */
  public void memoryIsBack() {
    backend = new FakeBackend(config().withContext(wantedTokens));
    backend.answer(answer);
  }

  @Override
  public boolean hasRoomForMore(String modelId, Engine loaded) {
    return loaded.backend().config().context() < backend.config().context();
  }

  @Override
  public String nameOf(String modelId) {
    return NAME;
  }

  @Override
  public int wantedTokens(String modelId, int ownTokens) {
    return wantedTokens;
  }

  /** The process before this one died while it tried the GPU. */
  public void gpuDied() {
    gpuDied = true;
  }

  @Override
  public boolean takeGpuDeath() {
    boolean died = gpuDied;
    gpuDied = false;
    return died;
  }

  /** Loading throws this, an {@link IOException}, a runtime's exception or an error. */
  public void failToLoad(Throwable thrown) {
    fault = thrown;
  }

  public void load() {
    fault = null;
  }

  public FakeBackend backend() {
    return backend;
  }

  public int timesOpened() {
    return opened;
  }

  /**
   * The model stops before each token that it reads or writes, until told to {@link Steps#step}.
   */
  public Steps stepByStep() {
    Steps steps = new Steps();
    backend.beforeDecode(done -> steps.arrive());
    return steps;
  }

  /** Opening the model stands still until the test says {@link Steps#release}. */
  public Steps opensStepByStep() {
    Steps steps = new Steps();
    opening = steps;
    return steps;
  }

  @Override
  public Engine open() throws IOException {
    opened++;
    if (opening != null) {
      opening.arrive();
    }
    if (fault instanceof IOException unreadable) {
      throw unreadable;
    }
    if (fault instanceof RuntimeException refused) {
      throw refused;
    }
    if (fault instanceof Error missing) {
      throw missing;
    }
    return new SmallEngine(NAME, SmallBundle.CHAT_TEMPLATE, SamplingOptions.GREEDY, 1)
        .over(backend, tokenizer == null ? SmallTokenizer.create() : tokenizer);
  }

  /** The text of tokens of this model. */
  public static String text(int[] tokens) throws IOException {
    return SmallTokenizer.create().decode(Arrays.copyOf(tokens, tokens.length), tokens.length);
  }
}
