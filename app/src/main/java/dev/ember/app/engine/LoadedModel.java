package dev.ember.app.engine;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.SingleThread;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.SamplingSettings;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.ProofState;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.tokenizer.TokenizerException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one model in memory, loaded when a chat first needs it, with the one conversation on it.
 *
 * <h2>Threading model</h2>
 *
 * The inference thread only, {@link #state} and {@link #idOf} excepted.
 */
final class LoadedModel {
  private final ModelSource source;
  private final SingleThread inference;
  private final UnaryOperator<Backend> around;
  private final MutableLiveData<ModelState> state =
      new MutableLiveData<>(new ModelState.NotLoaded());

  private @Nullable Engine engine;
  private String loadedId = "";
  private @Nullable Choice loadedOn; // where that was wanted for a study; null as the user wants it
  private @Nullable String failedId; // of the model that the last load was of, if that failed
  private @Nullable String provedId; // in this process
  private @Nullable Conversation conversation;

  /** The GPU took the last process along; said until there is an answer without it. */
  private boolean gpuDied;

  /** What runs the loaded model was found to answer wrongly. */
  private boolean wrong;

  /**
   * @param around what is put around each backend
   */
  LoadedModel(ModelSource source, SingleThread inference, UnaryOperator<Backend> around) {
    this.source = source;
    this.inference = inference;
    this.around = around;
  }

  LiveData<ModelState> state() {
    return state;
  }

  /** Of the model that answers a chat, loaded or not. */
  String idOf(long chatId) {
    return source.modelOf(chatId);
  }

  /**
   * Loads the model that answers a chat unless it is loaded, and tells everyone how that went.
   * There is room for one: another is closed first. One that was loaded with a smaller window for
   * want of memory is opened anew where there is the memory now.
   */
  ModelState load(long chatId) {
    String wanted = source.modelOf(chatId);
    Engine loaded = engine;
    if (loaded != null && isLoaded(wanted) && source.hasRoomForMore(wanted, loaded)) {
      free();
    }
    return loadModel(wanted);
  }

  /** The same after its user was told what that risks, and wants it. */
  void loadAnyway(long chatId) {
    if (hasFailed(chatId)) {
      source.consent(source.modelOf(chatId));
    }
    load(chatId);
  }

  /** The same with a smaller window, which its user was told of. */
  void loadSmaller(long chatId, int windowTokens) {
    if (hasFailed(chatId)) {
      source.consentToLess(source.modelOf(chatId), windowTokens);
    }
    load(chatId);
  }

  /**
   * Whether what was said of the last load was said of a chat's model. It may have been another's,
   * of a benchmark; and of two taps the first may have loaded it.
   */
  private boolean hasFailed(long chatId) {
    return source.modelOf(chatId).equals(failedId);
  }

  private ModelState loadModel(String wanted) {
    return loadModel(wanted, null);
  }

  /** One that runs on what somebody else wanted is loaded anew. */
  private ModelState loadModel(String wanted, @Nullable Choice on) {
    inference.assertCurrent();
    if (engine != null && wanted.equals(loadedId) && on == loadedOn) {
      return ready(engine);
    }
    free();
    state.postValue(new ModelState.Loading(wanted, source.nameOf(wanted)));
    ModelState result = open(wanted, on);
    state.postValue(result);
    return result;
  }

  private ModelState open(String id, @Nullable Choice on) {
    ModelState result = tryToOpen(id, on);
    failedId = result instanceof ModelState.Failed ? id : null;
    return result;
  }

  private ModelState tryToOpen(String id, @Nullable Choice on) {
    try {
      Engine opened = paced(on == null ? source.open(id) : source.open(id, on));
      wrong = source.answersWrongly();
      engine = opened;
      loadedId = id;
      loadedOn = on;
      gpuDied |= source.takeGpuDeath();
      return ready(opened);
    } catch (BundleFormatException e) {
      return new ModelState.Failed(id, ModelState.Fault.DAMAGED, detail(e), null);
    } catch (RiskyLoadException e) {
      return new ModelState.Failed(id, e.fault(), detail(e), e.risk());
    } catch (IOException e) {
      return new ModelState.Failed(id, ModelState.Fault.STORAGE, detail(e), null);
    } catch (BackendException | LinkageError | OutOfMemoryError e) {
      // A native library that is missing or does not fit this phone is a LinkageError.
      return new ModelState.Failed(id, ModelState.Fault.RUNTIME, detail(e), null);
    }
  }

  private Engine paced(Engine opened) {
    return new Engine(
        opened.manifest(), opened.tokenizer(), opened.template(), around.apply(opened.backend()));
  }

  /**
   * One step of something that is no answer.
   *
   * @param on what it is to run on; null as the user wants it
   */
  void study(String modelId, @Nullable Choice on, ModelStudy study) {
    ModelState state = loadModel(modelId, on);
    if (engine != null && state instanceof ModelState.Ready) {
      study.step(engine);
    } else if (state instanceof ModelState.Failed failed) {
      study.failed(failed);
    }
  }

  /** A look at what the model of a chat has written. */
  void look(long chatId, AnswerLook look, BooleanSupplier chatWaits) {
    look(source.modelOf(chatId), look, chatWaits);
  }

  /** The same of one model. */
  void look(String modelId, AnswerLook look, BooleanSupplier chatWaits) {
    ModelState state = loadModel(modelId);
    if (engine != null && state instanceof ModelState.Ready) {
      look(engine, look, chatWaits);
    } else if (state instanceof ModelState.Failed failed) {
      look.failed(failed);
    }
  }

  private void look(Engine engine, AnswerLook look, BooleanSupplier chatWaits) {
    Conversation reader;
    try {
      reader = conversation();
    } catch (BackendException broken) {
      look.failed(new ModelState.Failed(ModelState.Fault.RUNTIME, detail(broken)));
      return;
    }
    look.look(new AnswerLook.Sight(engine, reader, loadedId, chatWaits));
  }

  boolean isLoaded(String modelId) {
    return engine != null && loadedId.equals(modelId);
  }

  /** Whether a token of the loaded model ends an answer. */
  boolean ends(int token) {
    return engine != null && engine.manifest().stopTokens().contains(token);
  }

  /** What an answer is written with. */
  AnswerRecord.Source source(int[] prompt) {
    if (engine == null) {
      throw new IllegalStateException("expected a loaded model but found none");
    }
    return new AnswerRecord.Source(engine, loadedId, prompt);
  }

  private ModelState ready(Engine engine) {
    int own = engine.manifest().config().context();
    return new ModelState.Ready(
        loadedId,
        engine.manifest().name(),
        engine.backend().description(),
        new ModelState.Window(
            engine.backend().config().context(), source.wantedTokens(loadedId, own)),
        SamplingSettings.of(engine.manifest().sampling()),
        gpuDied,
        wrong);
  }

  private static String detail(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /**
   * How many characters of a text fit into a question to this chat's model. A model that does not
   * load, or whose tokenizer cannot take the text, takes it all: whoever asks it hears what is
   * wrong.
   */
  int fit(long chatId, String text, AnswerSettings settings) {
    ModelState state = load(chatId);
    if (engine == null || !(state instanceof ModelState.Ready ready)) {
      return text.length();
    }
    int maxTokens =
        SamplingSettings.over(ready.sampling(), settings.samplingFor(ready.key())).maxTokens();
    try {
      return TextFit.of(engine.tokenizer(), ready.windowTokens(), maxTokens)
          .beside(settings.systemPromptFor(ready.key()))
          .chars(text);
    } catch (TokenizerException unfit) {
      return text.length();
    }
  }

  /**
   * The conversation on the loaded model; it keeps what it has read from one call to the next.
   *
   * @throws BackendException if there is not the memory for its cache
   */
  Conversation conversation() {
    inference.assertCurrent();
    if (engine == null) {
      throw new IllegalStateException("expected a loaded model but found none");
    }
    if (conversation == null) {
      conversation = newConversation(engine);
    }
    return conversation;
  }

  private static Conversation newConversation(Engine engine) {
    try {
      return engine.newConversation();
    } catch (OutOfMemoryError shortage) {
      throw BackendException.outOfMemory(
          engine.backend().description(), "beginning a conversation", shortage);
    }
  }

  /** After a fault of the runtime, whose leftovers a next answer must not build on. */
  void dropConversation() {
    inference.assertCurrent();
    if (conversation != null) {
      conversation.close();
      conversation = null;
    }
  }

  /**
   * Finds out what the loaded model runs best on, unless that is known. There is room for one
   * model: it is closed meanwhile, and opened again unless somebody asked.
   *
   * @param stopped is asked often
   */
  void prove(BooleanSupplier stopped) {
    inference.assertCurrent();
    if (engine == null || loadedId.equals(provedId)) {
      return;
    }
    String id = loadedId;
    boolean putOff = false;
    try {
      ProofState proof = source.proof(id);
      putOff = proof == ProofState.PUT_OFF;
      if (proof == ProofState.DUE) {
        free();
        putOff = source.prove(id, stopped);
      }
    } catch (IOException | BackendException | OutOfMemoryError unknown) {
      // The model works as it is; the next start tries again.
    }
    if (!stopped.getAsBoolean()) {
      provedId = putOff ? null : id;
      if (engine == null) {
        state.postValue(open(id, null));
      }
    }
  }

  /**
   * The same now and of any model, because its user wants it: what is loaded is closed, and opened
   * by whoever needs it next.
   *
   * @param anew whether what is known is forgotten before
   */
  void check(String id, boolean anew, BooleanSupplier stopped) {
    inference.assertCurrent();
    if (stopped.getAsBoolean()) {
      return; // with what is known
    }
    close();
    try {
      if (anew) {
        source.proveAnew(id, stopped);
      } else {
        source.prove(id, stopped);
      }
    } catch (IOException | BackendException | OutOfMemoryError unknown) {
      // What was found out until then is kept, and the model works as it is.
    }
  }

  /** An answer of the loaded model has ended. */
  void measured(GenerationResult result) {
    source.measured(loadedId, AnswerCost.of(result, loadedId), result.generatedTokens());
    if (gpuDied && engine != null) {
      gpuDied = false;
      state.postValue(ready(engine));
    }
  }

  void close() {
    free();
    provedId = null; // whoever closes it may have changed what it is to run on
    failedId = null;
    state.postValue(new ModelState.NotLoaded());
  }

  private void free() {
    dropConversation();
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
