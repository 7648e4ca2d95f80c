package dev.ember.inference.observe;

import dev.ember.inference.backend.reference.LayerObserver;
import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import dev.ember.inference.backend.reference.RowReader;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Shows what goes on inside a model while it reads a text, by the plain-Java reference on the
 * model's own weights, dequantized a few rows at a time: so it costs little memory, and needs no
 * second copy of the model.
 *
 * <pre>
 * Observation seen =
 *     Microscope.of(bundle).look(tokens, ObservationRequest.attentionOf(2, config), listener);
 * seen.attention(2, 0).weight(query, key);
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * One look at a time; {@link #look} blocks.
 */
public final class Microscope {
  private final DecoderConfig config;
  private final RowReader weights;

  public Microscope(DecoderConfig config, RowReader weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Of a bundle that stays open. */
  public static Microscope of(Bundle bundle) {
    return new Microscope(bundle.manifest().config(), RowReader.of(bundle));
  }

  /** The dimensions of the model. */
  public DecoderConfig config() {
    return config;
  }

  /**
   * Takes a text through all layers.
   *
   * @param tokens 1 to C tokens
   * @throws IllegalArgumentException if the text is empty, too long or not of the vocabulary, or
   *     the request asks for what the model has not
   * @throws CancellationException if the listener ends it
   * @throws IOException if the weights cannot be read
   */
  public Observation look(int[] tokens, ObservationRequest request, ObservationListener listener)
      throws IOException {
    requireText(tokens);
    request.requireWithin(config, tokens.length);
    LayerNorms norms = new LayerNorms(config.layers(), tokens.length);
    Map<Integer, List<AttentionMap>> attention = new HashMap<>();
    Lens lens = new Lens(config, request.lensPositions(), request.lensCandidates());
    float[] vector = new float[config.hidden()]; // [E]

    LayerwisePass pass = new LayerwisePass(config, weights, List.of(tokens));
    lens.collect(pass, 0);
    while (pass.layer() < config.layers()) {
      int layer = pass.layer();
      List<AttentionMap> maps = maps(request, layer, tokens.length);
      if (!maps.isEmpty()) {
        attention.put(layer, maps);
      }
      pass.run(0, LinearObserver.NONE, new Watcher(layer, request.heads(), maps, norms));
      for (int t = 0; t < tokens.length; t++) {
        pass.copyStream(0, t, vector, 0);
        norms.setStream(layer, t, vector);
      }
      pass.endLayer();
      lens.collect(pass, pass.layer());
      if (!listener.onLayer(pass.layer(), config.layers())) {
        throw new CancellationException("the observation was cancelled");
      }
    }
    return new Observation(request, norms, attention, lens.read(pass, listener));
  }

  /** A map for each wanted head if the layer is wanted. */
  private static List<AttentionMap> maps(ObservationRequest request, int layer, int tokens) {
    List<AttentionMap> maps = new ArrayList<>();
    if (request.layers().contains(layer)) {
      for (int i = 0; i < request.heads().size(); i++) {
        maps.add(new AttentionMap(tokens));
      }
    }
    return maps;
  }

  private void requireText(int[] tokens) {
    if (tokens.length == 0 || tokens.length > config.context()) {
      throw new IllegalArgumentException(
          "expected a text of 1 to " + config.context() + " tokens but found " + tokens.length);
    }
    for (int token : tokens) {
      if (token < 0 || token >= config.vocabulary()) {
        throw new IllegalArgumentException(
            "expected tokens below " + config.vocabulary() + " but found " + token);
      }
    }
  }

  /** Keeps of one layer what is wanted. */
  private static final class Watcher implements LayerObserver {
    private final int layer;
    private final List<Integer> heads;
    private final List<AttentionMap> maps; // of these heads, or none
    private final LayerNorms norms;

    Watcher(int layer, List<Integer> heads, List<AttentionMap> maps, LayerNorms norms) {
      this.layer = layer;
      this.heads = heads;
      this.maps = maps;
      this.norms = norms;
    }

    @Override
    public void onAttention(int head, int position, int first, float[] probabilities) {
      int place = maps.isEmpty() ? -1 : heads.indexOf(head);
      if (place >= 0) {
        maps.get(place).setRow(position, first, probabilities);
      }
    }

    @Override
    public void onContribution(Block block, float[] added, int count) {
      norms.setContributions(block, layer, added);
    }
  }
}
