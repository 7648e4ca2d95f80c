package dev.ember.app.library;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of this phone at one moment.
 *
 * @param models the built-in one first, then the newest first
 * @param defaultId of the model that answers a chat which has not chosen one
 * @param speeds by model
 * @param sources bytes of what a model was downloaded as and converted from, where that is kept
 * @param room on the phone's storage
 */
public record LibraryState(
    List<ModelCard> models,
    String defaultId,
    Map<String, MeasuredSpeed> speeds,
    Map<String, Long> sources,
    Room room) {

  public LibraryState {
    models = List.copyOf(models);
    speeds = Map.copyOf(speeds);
    sources = Map.copyOf(sources);
  }

  /** Bytes of the storage that models lie on. */
  public record Room(long modelBytes, long freeBytes, long totalBytes) {}

  /** The card with that id, or null. */
  public @Nullable ModelCard find(String id) {
    for (ModelCard card : models) {
      if (card.id().equals(id)) {
        return card;
      }
    }
    return null;
  }

  public MeasuredSpeed speed(String id) {
    return speeds.getOrDefault(id, MeasuredSpeed.NONE);
  }

  /** Bytes of what a model was converted from; 0 if that is not kept. */
  public long source(String id) {
    return sources.getOrDefault(id, 0L);
  }
}
