package dev.ember.app.engine;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.data.AnswerBranch;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatStores;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.Turn;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.data.WhenFull;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.tokenizer.TokenizerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers chats. Lives as long as the process, so an answer goes on when its screen is gone.
 *
 * <pre>
 * main       send             one answer per chat; a second one waits in line for the model
 * disk       repository.ask   the rows exist before the first token
 * inference  answer           the model reads and writes
 * main       live             at most 30 times a second
 * disk       saveProgress     about twice a second, and finish at the end
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * Public methods on the main thread.
 */
public final class ChatEngine {
  /** Who yields to a chat that is answered asks again after this. */
  public static final long ASK_AGAIN_MS = 300;

  /** At most 30 frames a second: text grows faster than anyone reads, and frames cost battery. */
  private static final long FRAME_MS = 34;

  /** Nobody is in the middle of anything: the time to find out what a model runs best on. */
  private static final long IDLE_MS = 4_000;

  /** What a killed process may lose of an answer. */
  private static final long SAVE_MS = 500;

  private final AppExecutors executors;
  private final ChatStores stores;
  private final LoadedModel model;
  private final LongSupplier nanoClock;
  private final LongSupplier seeds;
  private final Pace pace;

  private final Map<Long, AnswerRun> running = new LinkedHashMap<>();
  private final AtomicInteger asked = new AtomicInteger(); // as many as run, for other threads
  private final MutableLiveData<List<Long>> answering = new MutableLiveData<>(List.of());
  private final LiveAnswers live = new LiveAnswers();
  private volatile boolean recordsSureness;

  public ChatEngine(AppExecutors executors, ChatStores stores, EngineWorld world) {
    this.executors = executors;
    this.stores = stores;
    this.nanoClock = world.nanoClock();
    this.seeds = world.seeds();
    this.pace = Pace.of(world.warmth(), nanoClock);
    this.model =
        new LoadedModel(
            world.source(),
            executors.inference(),
            backend -> new PacedBackend(backend, pace, nanoClock));
  }

  public LiveData<ModelState> model() {
    return model.state();
  }

  /** The id of the model that answers a chat, whether it is loaded or not. */
  public String modelOf(long chatId) {
    return model.idOf(chatId);
  }

  /**
   * The newest answer of a chat, while it grows and after, until {@link #leave}. Where a question
   * was not stored, that is the one that stood there before if it is not saved, else {@link
   * LiveAnswer#NONE}.
   */
  public LiveData<LiveAnswer> live(long chatId) {
    return live.watch(chatId);
  }

  /** Whoever asked for {@link #live} no longer looks. */
  public void leave(long chatId) {
    live.leave(chatId);
  }

  /** How many chats have an answer in memory. */
  int answersInMemory() {
    return live.size();
  }

  /** The chats that are being answered or wait for it, in the order in which they were asked. */
  public LiveData<List<Long>> answering() {
    return answering;
  }

  /** Loads a chat's model unless it is there. The first answer would do it too, later. */
  public void load(long chatId) {
    executors.inference().execute(() -> model.load(chatId));
    proveWhenIdle();
  }

  /**
   * As {@link #load}, after {@link ModelState.Failed#risk} was read and answered by a tap. Nothing
   * else is an answer: neither a question nor another screen that wants the model.
   */
  public void loadAnyway(long chatId) {
    executors.inference().execute(() -> model.loadAnyway(chatId));
    proveWhenIdle();
  }

  /** The same with a smaller window, which is asked about again if it does not fit. */
  public void loadSmaller(long chatId, int windowTokens) {
    executors.inference().execute(() -> model.loadSmaller(chatId, windowTokens));
    proveWhenIdle();
  }

  private void proveWhenIdle() {
    executors.later().schedule(this::proveIfIdle, IDLE_MS);
  }

  /** A question ends the proof within a step, and is then answered. */
  private void proveIfIdle() {
    if (running.isEmpty()) {
      executors.inference().execute(() -> model.prove(() -> asked.get() > 0));
    }
  }

  /**
   * Finds out what one model runs best on, now; a question ends that within a step.
   *
   * @param anew whether what is known is forgotten before
   * @param over told on the main thread
   */
  public void check(String modelId, boolean anew, Runnable over) {
    executors
        .inference()
        .execute(
            () -> {
              model.check(modelId, anew, () -> asked.get() > 0);
              executors.main().execute(over);
            });
  }

  /** Whether the model rests between tokens because the phone is warm. */
  public LiveData<Boolean> slowedByWarmth() {
    return pace.slowed();
  }

  /** Takes one step with a model, after what stands in line for the model already. */
  public void study(String modelId, ModelStudy study) {
    study(modelId, null, study);
  }

  /**
   * The same on a processor that is wanted for it; chats get the model as it was.
   *
   * @param on null as the user wants it
   */
  public void study(String modelId, @Nullable Choice on, ModelStudy study) {
    executors.inference().execute(() -> model.study(modelId, on, study));
  }

  /** Takes one look at what a chat's model has written, after what stands in line already. */
  public void look(long chatId, AnswerLook look) {
    executors.inference().execute(() -> model.look(chatId, look, () -> asked.get() > 0));
  }

  /** The same of what one model has written, wherever. */
  public void look(String modelId, AnswerLook look) {
    executors.inference().execute(() -> model.look(modelId, look, () -> asked.get() > 0));
  }

  /** Whether answers that begin from now on write down how sure the model was of each word. */
  public void recordSureness(boolean on) {
    recordsSureness = on;
  }

  /**
   * Measures how much of a text fits into one question of a chat; waits in line for the model.
   *
   * @param fits gets the number of characters on the main thread
   */
  public void fitText(long chatId, String text, AnswerSettings settings, IntConsumer fits) {
    executors
        .inference()
        .execute(
            () -> {
              int chars = model.fit(chatId, text, settings);
              executors.main().execute(() -> fits.accept(chars));
            });
  }

  /** As {@link #send(long, UnsentQuestion)}, without a file. */
  public boolean send(long chatId, String question) {
    return send(chatId, UnsentQuestion.of(question));
  }

  /**
   * Stores a question and answers it.
   *
   * @return false, and nothing happens, if the chat is being answered
   */
  public boolean send(long chatId, UnsentQuestion question) {
    return begin(chatId, repository -> repository.turns().ask(chatId, question));
  }

  /** As {@link #send}, with another wording of a question, beside that. */
  public boolean sendEdited(long chatId, long questionId, UnsentQuestion question) {
    return begin(chatId, repository -> repository.turns().askEdited(questionId, question));
  }

  /** As {@link #regenerate}, for any answer of the chat. */
  public boolean answerAgain(long chatId, long answerId) {
    return begin(chatId, repository -> repository.turns().answerAgain(answerId));
  }

  /** Goes on another way from a word of an answer, beside that. */
  public boolean branch(long chatId, AnswerBranch branch) {
    return begin(chatId, repository -> repository.turns().branchAnswer(branch));
  }

  /** Goes on with an answer that broke off, behind its last word. */
  public boolean continueAnswer(long chatId, long answerId) {
    return begin(chatId, repository -> repository.turns().continueAnswer(answerId));
  }

  /**
   * Answers the last question of a chat again, beside its last answer.
   *
   * @return false, and nothing happens, if the chat is being answered
   */
  public boolean regenerate(long chatId) {
    return begin(chatId, repository -> repository.turns().askAgain(chatId));
  }

  /**
   * Ends a chat's answer within one token, or at once if the model has not begun it. What was
   * written is kept. No effect if none runs.
   */
  public void stop(long chatId) {
    AppExecutors.assertMain();
    AnswerRun run = running.get(chatId);
    if (run != null) {
      run.stop();
      if (run.claim()) {
        executors.disk().execute(() -> finish(chatId, run, AnswerEnd.neverBegun()));
      }
    }
  }

  private boolean begin(long chatId, Function<ChatRepository, @Nullable Turn> store) {
    AppExecutors.assertMain();
    if (running.containsKey(chatId)) {
      return false;
    }
    AnswerRun run = new AnswerRun(nanoClock);
    running.put(chatId, run);
    asked.set(running.size());
    sayWhoIsAnswered();
    show(chatId, run);
    executors.disk().execute(() -> store(run, chatId, store));
    return true;
  }

  private void store(AnswerRun run, long chatId, Function<ChatRepository, @Nullable Turn> store) {
    ChatRepository repository = stores.of(chatId);
    repository.attempt(
        () -> {
          Turn turn = store.apply(repository);
          if (turn != null) {
            run.stored(turn);
          }
        });
    Turn turn = run.turn();
    if (turn == null) {
      executors.main().execute(() -> forget(chatId));
    } else {
      executors.inference().execute(() -> answer(run, turn));
    }
  }

  /** The inference thread's part: one answer from the first token read to the last one written. */
  private void answer(AnswerRun run, Turn turn) {
    if (!run.claim()) {
      return;
    }
    FrameThrottle frames = throttle(FRAME_MS, () -> show(turn.chatId(), run));
    FrameThrottle saves = throttle(SAVE_MS, () -> save(run, turn));
    AnswerEnd end =
        generate(
            run,
            turn,
            () -> {
              frames.request();
              saves.request();
            });
    frames.cancel();
    saves.cancel();
    executors.disk().execute(() -> finish(turn.chatId(), run, end));
  }

  private FrameThrottle throttle(long periodMs, Runnable task) {
    LongSupplier clockMs = () -> TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
    return new FrameThrottle(periodMs, clockMs, executors.later(), task);
  }

  private AnswerEnd generate(AnswerRun run, Turn turn, Runnable onChange) {
    ModelState state = model.load(turn.chatId());
    if (!(state instanceof ModelState.Ready ready)) {
      return run.failed(state instanceof ModelState.Failed failed ? failed.detail() : "");
    }
    try {
      run.begin(model.conversation(), onChange);
      Replay from = turn.begun() == null ? null : turn.begun().from();
      return from == null ? generateFitted(run, turn, ready) : goOn(run, from);
    } catch (BackendException | TemplateException | TokenizerException e) {
      model.dropConversation();
      return run.failed(String.valueOf(e.getMessage()));
    } finally {
      run.leave();
    }
  }

  /** Behind a word that the reader chose; perhaps that was the end. */
  private AnswerEnd goOn(AnswerRun run, Replay from) {
    if (!model.isLoaded(from.model())) {
      return run.failed("expected model " + from.model() + " but another one is loaded");
    }
    int[] prompt = ints(from.prompt());
    GenerationResult result =
        model.ends(prompt[prompt.length - 1])
            ? new GenerationResult("", FinishReason.STOP, prompt.length, 0, 0, 0, 0, 0)
            : written(run, prompt, from.options());
    return ended(result, from.model(), null);
  }

  private AnswerEnd generateFitted(AnswerRun run, Turn turn, ModelState.Ready ready) {
    Prompt prompt = Prompt.of(turn, turn.settings().systemPromptFor(ready.key()));
    if (!prompt.asks()) {
      return run.failed("expected a question before the answer but found none");
    }
    GenerationOptions options = options(turn, ready);
    FittedPrompt fitted = model.conversation().fit(prompt.history(), options.maxTokens());
    boolean stops = turn.settings().whenFullFor(ready.key()) == WhenFull.STOP;
    if (stops && !fitted.dropped().isEmpty()) {
      return windowFull(
          model.conversation().wantedTokens(prompt.history(), options.maxTokens()), ready.id());
    }
    GenerationResult result =
        written(run, fitted.tokens(), options).withDroppedMessages(fitted.dropped().size());
    return ended(result, ready.id(), prompt.forgottenThroughId(fitted.dropped()));
  }

  private GenerationResult written(AnswerRun run, int[] prompt, GenerationOptions options) {
    AnswerRecord answer = new AnswerRecord(run, recordsSureness);
    GenerationResult result = model.conversation().generate(prompt, options, answer);
    run.traced(answer.trace(model.source(prompt), options, result, run.begunChars()));
    model.measured(result);
    return result;
  }

  private static int[] ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  private GenerationOptions options(Turn turn, ModelState.Ready ready) {
    SamplingSettings sampling =
        SamplingSettings.over(ready.sampling(), turn.settings().samplingFor(ready.key()));
    return new GenerationOptions(
        sampling.toOptions(seeds.getAsLong()), sampling.maxTokens(), List.of());
  }

  private static AnswerEnd ended(
      GenerationResult result, String model, @Nullable Long forgottenThroughId) {
    return new AnswerEnd(
        result.reason() == FinishReason.CANCELLED
            ? MessageStatus.CANCELLED
            : MessageStatus.COMPLETE,
        result.text(),
        result.generatedTokens(),
        AnswerCost.of(result, model),
        forgottenThroughId,
        null);
  }

  /** Nothing is answered, for the user would rather know. */
  private static AnswerEnd windowFull(int wantedTokens, String model) {
    AnswerCost cost = new AnswerCost(FinishReason.CONTEXT_FULL, wantedTokens, 0, 0, 0, model);
    return new AnswerEnd(MessageStatus.COMPLETE, "", 0, cost, null, null);
  }

  private void show(long chatId, AnswerRun run) {
    live.grow(chatId, run.snapshot());
  }

  private void save(AnswerRun run, Turn turn) {
    ChatRepository repository = stores.of(turn.chatId());
    repository.submit(
        () -> {
          LiveAnswer answer = run.snapshot();
          repository.turns().saveProgress(turn.answerId(), answer.text(), answer.tokens());
        });
  }

  /** The disk thread's part at the end. An answer that cannot be saved still reaches its reader. */
  private void finish(long chatId, AnswerRun run, AnswerEnd written) {
    Turn turn = run.turn();
    AnswerEnd end = run.whole(written);
    ChatRepository repository = stores.of(chatId);
    boolean saved =
        turn == null
            || repository.attempt(
                () -> repository.turns().finish(turn.answerId(), end, run.trace()));
    executors
        .main()
        .execute(
            () -> {
              run.end(end);
              running.remove(chatId, run);
              asked.set(running.size());
              proveWhenIdle();
              sayWhoIsAnswered();
              if (turn != null) { // else whoever asked has heard it already
                live.end(chatId, run.snapshot(), saved);
              }
            });
  }

  private void forget(long chatId) {
    running.remove(chatId);
    asked.set(running.size());
    sayWhoIsAnswered();
    live.refuse(chatId);
  }

  private void sayWhoIsAnswered() {
    answering.setValue(List.copyOf(running.keySet()));
  }

  /**
   * The phone is short of memory. What is written so far is saved at once; the model goes after the
   * answers in line, never during one. The next question loads it again.
   */
  public void relieveMemory() {
    AppExecutors.assertMain();
    for (AnswerRun run : running.values()) {
      Turn turn = run.turn();
      if (turn != null) {
        save(run, turn);
      }
    }
    // By way of the disk: a question that is being stored is not in line for the model yet.
    executors.disk().execute(() -> executors.inference().execute(model::close));
  }

  /** Frees the model after the answers in line. */
  public void close() {
    AppExecutors.assertMain();
    running.values().forEach(AnswerRun::stop);
    executors.inference().execute(model::close);
  }
}
