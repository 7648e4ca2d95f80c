package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts a bundle's signatures by their context. */
final class Tiers {
  private final Bundle bundle;
  private final DecoderConfig config;
  private final SharedWeights weights;

  Tiers(Bundle bundle, SharedWeights weights) {
    this.bundle = bundle;
    this.weights = weights;
    config = bundle.manifest().config();
  }

  /**
   * One tier a context, ascending, none of them open yet.
   *
   * @param graph the bundle's, or a variant
   */
  List<Tier> over(ByteBuffer graph) {
    Map<Integer, List<Manifest.Signature>> byContext = new TreeMap<>();
    for (Manifest.Signature signature : bundle.manifest().signatures()) {
      byContext.computeIfAbsent(signature.context(), context -> new ArrayList<>()).add(signature);
    }
    List<RopeTable> ropes = new ArrayList<>();
    for (Rotary rotary : config.attention().rotaries()) {
      ropes.add(new RopeTable(rotary, config.headSize(), config.context()));
    }
    Tier.Model model = new Tier.Model(config, bundle.embeddings(), ropes);
    List<Tier> tiers = new ArrayList<>();
    for (Map.Entry<Integer, List<Manifest.Signature>> context : byContext.entrySet()) {
      List<Manifest.Signature> shapes = context.getValue();
      requireKinds(shapes, context.getKey());
      boolean all = byContext.size() == 1;
      tiers.add(new Tier(model, weights, all ? graph : part(graph, shapes), shapes));
    }
    return tiers;
  }

  private void requireKinds(List<Manifest.Signature> shapes, int context) {
    for (String kind : new String[] {GraphName.DECODE, GraphName.PREFILL}) {
      String name = GraphName.signature(kind, context, config);
      if (shapes.stream().noneMatch(shape -> shape.name().equals(name))) {
        throw new BackendException(
            NativeLibrary.NAME, "opening the graph", "no signature " + name + " in the manifest");
      }
    }
  }

  /** Where the bundle lies on a disk that cannot be written to, the whole graph has to do. */
  private ByteBuffer part(ByteBuffer graph, List<Manifest.Signature> shapes) {
    boolean variant = graph.remaining() != bundle.graph().remaining();
    if (variant || !bundle.path().toFile().canWrite()) {
      return graph;
    }
    return SelectedGraph.of(
        bundle, shapes.stream().map(Manifest.Signature::name).toArray(String[]::new));
  }
}
