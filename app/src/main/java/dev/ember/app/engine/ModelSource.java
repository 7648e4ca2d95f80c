package dev.ember.app.engine;

import dev.ember.app.data.AnswerCost;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.ProofState;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Where models come from. An interface because the real one is native. Inference thread, but for
 * {@link #modelOf}.
 */
@FunctionalInterface
public interface ModelSource {

  /**
   * Loads the model of whoever has not chosen one. The caller closes it.
   *
   * @throws dev.ember.inference.bundle.BundleFormatException if the file is damaged
   * @throws RiskyLoadException if its user has to be asked first
   * @throws IOException if it cannot be written or read
   * @throws dev.ember.inference.backend.BackendException if the runtime refuses it
   */
  Engine open() throws IOException;

  /** Loads one model; throws as {@link #open()} does. */
  default Engine open(String modelId) throws IOException {
    return open();
  }

  /**
   * The same on a processor that is wanted for this once, as far as it is proved; throws as {@link
   * #open()} does.
   */
  default Engine open(String modelId, Choice on) throws IOException {
    return open(modelId);
  }

  /** The user was told what a load of this model risks, and wants it all the same. */
  default void consent(String modelId) {}

  /**
   * The same of a window that the warning has named, with which the next load is tried. It is the
   * model's from then on, unless that load is refused as well: whether it fits into the memory is
   * asked about anew.
   */
  default void consentToLess(String modelId, int windowTokens) {}

  /** The id of the model that answers a chat; empty where there is only one. Any thread. */
  default String modelOf(long chatId) {
    return "";
  }

  /** What people call a model that is not loaded; empty if that is not known. */
  default String nameOf(String modelId) {
    return "";
  }

  /**
   * The window that a model is to have, if there is the memory for it.
   *
   * @param ownTokens that it was made for
   */
  default int wantedTokens(String modelId, int ownTokens) {
    return ownTokens;
  }

  /**
   * Whether a loaded model would see more if it were opened now: of a phone that had too little
   * memory for the whole window, and now has it.
   */
  default boolean hasRoomForMore(String modelId, Engine loaded) {
    return false;
  }

  /**
   * Whether {@link #open(String)} has found that the last process died while it tried the GPU,
   * which is therefore not used any more. True once for each such death.
   */
  default boolean takeGpuDeath() {
    return false;
  }

  /**
   * Whether what {@link #open(String)} opened last is run, for want of anything better, by a
   * processor that was found to give wrong answers with it.
   */
  default boolean answersWrongly() {
    return false;
  }

  /** Whether everything is known about what could run a model here, or can be found out now. */
  default ProofState proof(String modelId) throws IOException {
    return ProofState.MADE;
  }

  /**
   * Finds that out, while nothing of it is open. Takes seconds.
   *
   * @param stopped is asked often; if true, the rest is left for another time
   * @return whether anything had to be left for another time all the same
   */
  default boolean prove(String modelId, BooleanSupplier stopped) throws IOException {
    return false;
  }

  /** The same of all that is to be known, whatever was known before. */
  default boolean proveAnew(String modelId, BooleanSupplier stopped) throws IOException {
    return prove(modelId, stopped);
  }

  /** Hears what an answer of a model cost. */
  default void measured(String modelId, AnswerCost cost, int tokens) {}
}
