package dev.ember.inference.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was seen of a text's way through a model. Immutable for whoever gets it. */
public final class Observation {
  private final ObservationRequest request;
  private final LayerNorms norms;
  private final Map<Integer, List<AttentionMap>> attention; // of a layer, by the head's place
  private final List<List<List<LensCandidate>>> lens; // P x (L + 1) x candidates

  Observation(
      ObservationRequest request,
      LayerNorms norms,
      Map<Integer, List<AttentionMap>> attention,
      List<List<List<LensCandidate>>> lens) {
    this.request = request;
    this.norms = norms;
    this.attention = new HashMap<>(attention);
    this.lens = List.copyOf(lens);
  }

  /** How far each block has moved the stream. */
  public LayerNorms norms() {
    return norms;
  }

  /**
   * What one head attends to.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public AttentionMap attention(int layer, int head) {
    int place = request.heads().indexOf(head);
    List<AttentionMap> maps = attention.get(layer);
    if (place < 0 || maps == null) {
      throw new IllegalArgumentException(
          "expected a layer of "
              + request.layers()
              + " and a head of "
              + request.heads()
              + " but found "
              + layer
              + ", "
              + head);
    }
    return maps.get(place);
  }

  /**
   * The mean over the heads of a layer that were asked for.
   *
   * @throws IllegalArgumentException if the layer was not asked for
   */
  public AttentionMap meanAttention(int layer) {
    List<AttentionMap> maps = new ArrayList<>();
    for (int head : request.heads()) {
      maps.add(attention(layer, head));
    }
    return AttentionMap.mean(maps);
  }

  /**
   * What would come next at a position if only the first layers were there.
   *
   * @param layers from 0, the embedding alone, to L, the model itself
   * @return the likeliest first
   * @throws IllegalArgumentException if the position was not asked for, or there are fewer layers
   */
  public List<LensCandidate> lens(int position, int layers) {
    int place = request.lensPositions().indexOf(position);
    if (place < 0 || layers < 0 || layers > norms.layers()) {
      throw new IllegalArgumentException(
          "expected a position of "
              + request.lensPositions()
              + " and 0 to "
              + norms.layers()
              + " layers but found "
              + position
              + ", "
              + layers);
    }
    return lens.get(place).get(layers);
  }
}
