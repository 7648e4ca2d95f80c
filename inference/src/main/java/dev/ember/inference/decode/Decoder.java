package dev.ember.inference.decode;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.TokenWindow;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one decode loop, from prompt tokens to an answer. Keeps in KV caches what the last calls
 * read, so that a prompt which begins as one of them did is read from there on only; how many it
 * keeps is bounded.
 *
 * <h2>Threading model</h2>
 *
 * {@link #generate} blocks; one thread at a time. {@link #cancel} from any.
 */
public final class Decoder implements AutoCloseable {
  /** Two chats of a thousand tokens each with a model of the size of SmolLM2 135M. */
  public static final long DEFAULT_STORE_BYTES = 96L << 20;

  private final Tokenizer tokenizer;
  private final Set<Integer> stopTokens;
  private final PrefixStore store;
  private final Lookahead lookahead;
  private final int vocabulary; // V
  private final String description;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean cancelled;

  /**
   * @param backend not closed with this decoder
   * @param stopTokens end an answer and are not part of it
   */
  public Decoder(Backend backend, Tokenizer tokenizer, List<Integer> stopTokens) {
    this(backend, tokenizer, stopTokens, DEFAULT_STORE_BYTES);
  }

  /**
   * @param storeBytes what the caches of earlier prompts may take beside the one in use
   */
  public Decoder(Backend backend, Tokenizer tokenizer, List<Integer> stopTokens, long storeBytes) {
    this(backend, tokenizer, stopTokens, storeBytes, null);
  }

  /**
   * Guesses what a text repeats, by a clock that says what guessing costs; none guesses nothing.
   */
  private Decoder(
      Backend backend,
      Tokenizer tokenizer,
      List<Integer> stopTokens,
      long storeBytes,
      @Nullable LongSupplier nanoClock) {
    this.tokenizer = tokenizer;
    this.stopTokens = new HashSet<>(stopTokens);
    store = new PrefixStore(backend, storeBytes);
    vocabulary = backend.config().vocabulary();
    lookahead =
        new Lookahead(
            backend.verifyTokens(),
            vocabulary,
            nanoClock != null,
            nanoClock != null ? nanoClock : System::nanoTime);
    description = backend.description();
  }

  /**
   * A decoder that guesses what a text repeats (prompt lookup: Saxena 2023) and checks several
   * guesses in one step. Faster where an answer repeats its prompt; but kernels may round one row
   * differently from several, and a clock decides when to guess, so that the same seed need not
   * give the same answer.
   */
  public static Decoder guessing(Backend backend, Tokenizer tokenizer, List<Integer> stopTokens) {
    return guessing(backend, tokenizer, stopTokens, DEFAULT_STORE_BYTES, System::nanoTime);
  }

  /** The same by another clock. */
  static Decoder guessing(
      Backend backend,
      Tokenizer tokenizer,
      List<Integer> stopTokens,
      long storeBytes,
      LongSupplier nanoClock) {
    return new Decoder(backend, tokenizer, stopTokens, storeBytes, nanoClock);
  }

  /** C, the most tokens of a prompt; the answer shares them. */
  public int capacity() {
    return store.current().capacity();
  }

  /**
   * Continues a prompt, without any chat template.
   *
   * @param prompt 1 to {@link #capacity} tokens
   * @throws IllegalArgumentException if the prompt is empty, too long or not of the vocabulary
   * @throws IllegalStateException if another call is running
   * @throws BackendException if the runtime fails, has not enough memory, or gives logits that are
   *     no numbers; the next call starts with an empty cache
   */
  public GenerationResult generate(
      int[] prompt, GenerationOptions options, GenerationListener listener) {
    return generate(prompt, new int[0], options, listener);
  }

  /**
   * Goes on behind what was written of an answer. Kernels may round one row otherwise than several:
   * the prompt's end is read with others, and the tokens of the answer one at a time, as they were
   * when it was written, so that the same logits come of it.
   *
   * @param prompt as in {@link #generate(int[], GenerationOptions, GenerationListener)}
   * @param written the answer's first tokens; together at most {@link #capacity}
   * @throws BackendException as there, and the others too
   */
  public GenerationResult generate(
      int[] prompt, int[] written, GenerationOptions options, GenerationListener listener) {
    requirePrompt(prompt);
    int[] tokens = Arrays.copyOf(prompt, prompt.length + written.length);
    System.arraycopy(written, 0, tokens, prompt.length, written.length);
    requirePrompt(tokens);
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("expected one generate at a time but another is running");
    }
    cancelled = false;
    try {
      return new Answer(tokens, prompt.length, options, listener).generate();
    } catch (BackendException failed) {
      store.current().forget(); // nobody knows how far the runtime came
      throw failed;
    } catch (OutOfMemoryError shortage) {
      store.current().forget();
      throw BackendException.outOfMemory(description, "answering", shortage);
    } finally {
      running.set(false);
    }
  }

  /**
   * Ends a running {@link #generate} before its next step or its next chunk of the prompt. Does
   * nothing when none runs: a call that starts later is not cancelled.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Frees the cache. */
  @Override
  public void close() {
    store.close();
  }

  private void requirePrompt(int[] prompt) {
    if (prompt.length == 0 || prompt.length > capacity()) {
      throw new IllegalArgumentException(
          "expected a prompt of 1 to " + capacity() + " tokens but found " + prompt.length);
    }
    for (int token : prompt) {
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "expected tokens below " + vocabulary + " but found " + token);
      }
    }
  }

  /** One answer in the making. */
  private final class Answer {
    private final int[] tokens; // of the prompt, and what was written behind it
    private final int promptTokens;
    private final GenerationOptions options;
    private final GenerationListener listener;
    private final Sampler sampler;
    private final DrawRecorder recorder = new DrawRecorder();
    private final TokenWindow recent;
    private final AnswerText text;
    private final TokenCache cache;
    private float[] logits = {}; // [V]
    private int generated;

    Answer(int[] tokens, int promptTokens, GenerationOptions options, GenerationListener listener) {
      this.tokens = tokens;
      this.promptTokens = promptTokens;
      this.options = options;
      this.listener = listener;
      sampler = Sampler.of(options.sampling(), recorder);
      recent = new TokenWindow(options.sampling().repetitionWindow());
      text = new AnswerText(tokenizer, options.stopStrings(), listener);
      cache = store.select(tokens);
      lookahead.reset();
    }

    GenerationResult generate() {
      long startNanos = System.nanoTime();

      // 1. Keep what the cache holds of the text already
      int reused = keepPrefix();

      // 2. Read the rest of it; its last token gives the first logits
      boolean read = readPrompt(startNanos) && readWritten();
      long firstLogitsNanos = System.nanoTime();

      // 3. Write token after token
      FinishReason reason = read ? write() : FinishReason.CANCELLED;
      lookahead.forgetGuesses(cache);
      store.trim();
      String whole = text.end();
      return new GenerationResult(
          whole,
          reason,
          tokens.length,
          reused,
          generated,
          0,
          firstLogitsNanos - startNanos,
          System.nanoTime() - firstLogitsNanos);
    }

    /** Forgets what is not of the text, and its end, which is read again for its logits. */
    private int keepPrefix() {
      int common = cache.commonWith(tokens);
      int most =
          written() > 0 && common >= promptTokens
              ? tokens.length - 1
              : promptTokens - lookahead.leastTail(promptTokens);
      int kept = Math.min(common, most);
      cache.truncate(kept);
      return kept;
    }

    private int written() {
      return tokens.length - promptTokens;
    }

    /** Returns false if somebody cancelled before the end of the prompt. */
    private boolean readPrompt(long startNanos) {
      if (cache.length() >= promptTokens) {
        return true;
      }
      int end = promptTokens - lookahead.tail(promptTokens - cache.length());
      while (cache.length() < end) {
        if (cancelled) {
          return false;
        }
        cache.prefill(tokens, end);
        listener.onPrefill(cache.length(), tokens.length);
      }
      if (cancelled) {
        return false;
      }
      logits = lookahead.begin(cache, tokens, promptTokens, System.nanoTime() - startNanos);
      listener.onPrefill(promptTokens, tokens.length);
      return true;
    }

    /** Returns false if somebody cancelled before the end of what was written. */
    private boolean readWritten() {
      while (cache.length() < tokens.length) {
        if (cancelled) {
          return false;
        }
        logits = lookahead.again(cache, tokens[cache.length()]);
        listener.onPrefill(cache.length(), tokens.length);
      }
      recent.addAll(tokens, tokens.length);
      return true;
    }

    private FinishReason write() {
      while (true) {
        if (cancelled) {
          return FinishReason.CANCELLED;
        }
        int token = sample();
        if (stopTokens.contains(token)) {
          return FinishReason.STOP;
        }
        tell(token);
        if (text.stopped()) {
          return FinishReason.STOP;
        }
        if (generated == options.maxTokens()) {
          return FinishReason.MAX_TOKENS;
        }
        if (lookahead.isFull(cache)) {
          return FinishReason.CONTEXT_FULL;
        }
        recent.add(token);
        logits = lookahead.after(cache, token);
      }
    }

    private int sample() {
      listener.onLogits(logits);
      recorder.want(listener.wantedCandidates());
      int token = draw();
      if (recorder.wants()) {
        listener.onDraw(recorder.draw(token));
      }
      return token;
    }

    private int draw() {
      try {
        return sampler.sample(logits, recent);
      } catch (IllegalArgumentException notFinite) {
        throw new BackendException(description, "decode", notFinite);
      }
    }

    private void tell(int token) {
      generated++;
      listener.onToken(token, generated);
      text.append(token);
    }
  }
}
