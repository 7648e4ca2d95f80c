package dev.ember.app.inside.step;

import androidx.lifecycle.SavedStateHandle;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the system keeps of a screen over the death of the process. */
final class StepMemory {
  private static final String MODEL = "model";
  private static final String TEXT = "text";
  private static final String SEED = "seed.";
  private static final String WRITTEN = "written.";
  private static final String SURE = "sure.";
  private static final String ENDED = "ended.";
  private static final String AT_PLACE = "atPlace";
  private static final String TWO = "two";
  private static final String SHOWN = "shown";
  private static final String PACE = "pace";
  private static final String TEMPERATURE = "temperature";
  private static final String TOP_K = "topK";
  private static final String TOP_P = "topP";

  private final SavedStateHandle saved;

  StepMemory(SavedStateHandle saved) {
    this.saved = saved;
  }

  void keepStart(String modelId, String text) {
    saved.set(MODEL, modelId);
    saved.set(TEXT, text);
  }

  /** Null before the first text. */
  @Nullable String text() {
    return saved.get(TEXT);
  }

  String modelId() {
    return get(MODEL, "");
  }

  /** Whether the texts go on from a place of a chat, and not from what was typed. */
  void keepAtPlace(boolean at) {
    saved.set(AT_PLACE, at);
  }

  boolean atPlace() {
    return get(AT_PLACE, false);
  }

  void keepRun(int index, StepRun run) {
    List<TakenToken> taken = run.taken();
    float[] sure = new float[taken.size()];
    for (int i = 0; i < sure.length; i++) {
      Float known = taken.get(i).sure();
      sure[i] = known == null ? Float.NaN : known;
    }
    saved.set(SEED + index, run.seed());
    saved.set(WRITTEN + index, new ArrayList<>(run.written()));
    saved.set(SURE + index, sure);
    saved.set(ENDED + index, run.ended());
  }

  /** Gives a run back its seed, its tokens and its end. */
  void recall(int index, StepRun run) {
    run.seed(get(SEED + index, run.seed()));
    List<Integer> written = get(WRITTEN + index, List.of());
    float[] sure = get(SURE + index, new float[0]);
    List<TakenToken> taken = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Float known = i >= sure.length || Float.isNaN(sure[i]) ? null : Float.valueOf(sure[i]);
      taken.add(new TakenToken(written.get(i), known));
    }
    run.restore(taken, get(ENDED + index, false));
  }

  void keepView(boolean two, int shown, Pace pace) {
    saved.set(TWO, two);
    saved.set(SHOWN, shown);
    saved.set(PACE, pace.name());
  }

  boolean two() {
    return get(TWO, false);
  }

  int shown() {
    return get(SHOWN, 0);
  }

  Pace pace() {
    return Pace.valueOf(get(PACE, Pace.NORMAL.name()));
  }

  void keepSettings(SamplingOptions settings) {
    saved.set(TEMPERATURE, settings.temperature());
    saved.set(TOP_K, settings.topK());
    saved.set(TOP_P, settings.topP());
  }

  /**
   * @param first where none were kept
   */
  SamplingOptions settings(SamplingOptions first) {
    return new SamplingOptions(
        get(TEMPERATURE, first.temperature()),
        get(TOP_K, first.topK()),
        get(TOP_P, first.topP()),
        first.minP(),
        first.repetitionPenalty(),
        first.repetitionWindow(),
        first.seed());
  }

  private <T> T get(String key, T otherwise) {
    T kept = saved.get(key);
    return Objects.requireNonNullElse(kept, otherwise);
  }
}
