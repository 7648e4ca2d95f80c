package dev.ember.app.inside.labeller;

import androidx.lifecycle.Observer;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelStudy;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.TokenizerException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Two different answers to one prompt, one step of the model each. A chat that is asked meanwhile
 * goes first: the answer under way is dropped within a token and written again after it, with the
 * same dice, so that it comes out the same.
 *
 * <h2>Threading model</h2>
 *
 * {@link #start}, {@link #cancel} and the listener on the main thread; {@link #step} and the fields
 * below "the model's" on the inference thread.
 */
final class AnswerDraw implements ModelStudy {
  /** Two answers are to be read at once, on a phone. */
  private static final int MOST_TOKENS = 160;

  /** Who always takes the likeliest word has one answer only. */
  private static final float LEAST_TEMPERATURE = 0.7f;

  /** So many dice that give what the first gave, and the model has one thing to say. */
  private static final int MOST_TRIES = 6;

  private static final long FRAME_MS = 34;

  /** Hears how far it is. Main thread. */
  interface Listener {
    void at(LabellerState.Writing soFar);

    void ended(LabellerState end);
  }

  private final AppScope scope;
  private final AppExecutors executors;
  private final String modelId;
  private final String prompt;
  private final LongSupplier seeds;
  private final Listener listener;
  private final FrameThrottle frames;
  private final Observer<List<Long>> chats;
  private volatile boolean cancelled;
  private volatile boolean yields;

  private volatile String first = "";
  private volatile String second = "";

  // The model's.
  private boolean firstDone;
  private long seed;
  private int tries;

  /**
   * @param seeds dice, asked on the inference thread
   */
  AnswerDraw(AppScope scope, String modelId, String prompt, LongSupplier seeds, Listener listener) {
    this.scope = scope;
    this.executors = scope.executors();
    this.modelId = modelId;
    this.prompt = prompt;
    this.seeds = seeds;
    this.listener = listener;
    this.frames =
        new FrameThrottle(
            FRAME_MS,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            executors.later(),
            () -> tell(false));
    this.chats = answered -> yields |= !answered.isEmpty();
    this.seed = seeds.getAsLong();
  }

  void start() {
    scope.engine().answering().observeForever(chats);
    next();
  }

  /** Nobody wants the answers any more. */
  void cancel() {
    if (!cancelled) {
      cancelled = true;
      scope.engine().answering().removeObserver(chats);
    }
  }

  private void next() {
    if (cancelled) {
      return;
    }
    List<Long> answered = scope.engine().answering().getValue();
    if (answered != null && !answered.isEmpty()) {
      tell(true);
      executors.later().schedule(this::next, ChatEngine.ASK_AGAIN_MS);
    } else {
      yields = false;
      scope.engine().study(modelId, this);
    }
  }

  private void tell(boolean waits) {
    if (!cancelled) {
      listener.at(new LabellerState.Writing(first, second, waits));
    }
  }

  @Override
  public void step(Engine engine) {
    if (cancelled) {
      return;
    }
    try (Conversation conversation = engine.newConversation()) {
      GenerationResult result =
          conversation.generate(
              List.of(Message.user(prompt)), options(engine), new Ear(conversation));
      if (result.reason() != FinishReason.CANCELLED) {
        take(result.text().trim(), engine.manifest().name());
      }
    } catch (BackendException | TemplateException | TokenizerException broken) {
      failed(new ModelState.Failed(ModelState.Fault.RUNTIME, String.valueOf(broken.getMessage())));
      return;
    }
    frames.request();
    executors.main().execute(this::next);
  }

  private GenerationOptions options(Engine engine) {
    SamplingOptions own = engine.manifest().sampling();
    return new GenerationOptions(
        own.withTemperature(Math.max(LEAST_TEMPERATURE, own.temperature())).withSeed(seed),
        MOST_TOKENS,
        List.of());
  }

  /** An answer is whole: the first, the second, or one that does not count. */
  private void take(String answer, String model) {
    seed = seeds.getAsLong();
    boolean counts = !answer.isEmpty() && !(firstDone && answer.equals(first));
    if (!counts) {
      second = firstDone ? "" : second;
      tries++;
      if (tries == MOST_TRIES) {
        end(new LabellerState.Alike(firstDone ? first : ""));
      }
    } else if (!firstDone) {
      first = answer;
      firstDone = true;
    } else {
      end(new LabellerState.Ready(first, answer, model, false));
    }
  }

  @Override
  public void failed(ModelState.Failed why) {
    end(new LabellerState.Failed(why));
  }

  private void end(LabellerState state) {
    executors
        .main()
        .execute(
            () -> {
              if (!cancelled) {
                cancel();
                listener.ended(state);
              }
            });
  }

  /** Hears one answer grow, and ends it when a chat is asked or nobody wants it. */
  private final class Ear implements GenerationListener {
    private final Conversation conversation;
    private final StringBuilder text = new StringBuilder();

    Ear(Conversation conversation) {
      this.conversation = conversation;
    }

    @Override
    public void onPrefill(int done, int total) {
      endIfUnwanted();
    }

    @Override
    public void onToken(int token, int generated) {
      endIfUnwanted();
    }

    private void endIfUnwanted() {
      if (cancelled || yields) {
        conversation.cancel();
      }
    }

    @Override
    public void onText(String delta) {
      text.append(delta);
      if (firstDone) {
        second = text.toString();
      } else {
        first = text.toString();
      }
      frames.request();
    }
  }
}
