package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which layers of a Qwen have a window: mostly none, whatever {@code sliding_window} says. */
final class QwenLayers {
  private static final String SWITCH = "use_sliding_window";
  private static final String FIRST = "max_window_layers";

  private QwenLayers() {}

  static AttentionLayout read(ConfigFile config, LlamaKeys keys) throws IOException {
    config.has(FIRST); // the first layer that slides, if any does
    boolean slides = config.flag(SWITCH, false) & config.has("sliding_window");
    List<Boolean> listed = keys.slidingLayers();
    Rotary rotary = keys.rotary();
    if (slides) {
      List<Boolean> sliding = listed != null ? listed : fromFirst(config, keys);
      return keys.mixed(sliding, rotary, rotary);
    }
    if (listed != null && listed.contains(true)) {
      throw config.refusal("layer_types", "only full_attention, since " + SWITCH + " is off,");
    }
    return keys.full(rotary);
  }

  private static List<Boolean> fromFirst(ConfigFile config, LlamaKeys keys) throws IOException {
    if (!config.has(FIRST)) {
      throw config.refusal(FIRST, "it or layer_types, since " + SWITCH + " is on,");
    }
    int first = config.count(FIRST);
    List<Boolean> sliding = new ArrayList<>();
    for (int i = 0; i < keys.layers(); i++) {
      sliding.add(i >= first);
    }
    return sliding;
  }
}
