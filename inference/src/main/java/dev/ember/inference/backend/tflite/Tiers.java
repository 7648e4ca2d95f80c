package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts a bundle's signatures by their context. Those of the smallest are one part of the graph,
 * which stays open and packs the weights for all; each other is a part by itself, so that a prompt
 * on its way through a context opens only what it is read by.
 */
final class Tiers {
  private final Bundle bundle;
  private final ByteBuffer graph;
  private final LoadPlan plan;
  private final DecoderConfig config; // as the graph was made

  /**
   * @param graph the bundle's, or a variant
   * @param plan which of its signatures are opened
   */
  Tiers(Bundle bundle, ByteBuffer graph, LoadPlan plan) {
    this.bundle = bundle;
    this.graph = graph;
    this.plan = plan;
    config = bundle.manifest().config();
  }

  Bundle bundle() {
    return bundle;
  }

  /** The model as far as it is loaded. */
  DecoderConfig config() {
    return plan.context() == config.context() ? config : config.withContext(plan.context());
  }

  /** One tier a context, ascending, none of them open yet. */
  List<Tier> over(SharedWeights weights) {
    Map<Integer, List<Manifest.Signature>> byContext = new TreeMap<>();
    for (Manifest.Signature signature : bundle.manifest().signatures()) {
      if (isPlanned(signature)) {
        byContext.computeIfAbsent(signature.context(), context -> new ArrayList<>()).add(signature);
      }
    }
    List<RopeTable> ropes = new ArrayList<>();
    for (Rotary rotary : config.attention().rotaries()) {
      ropes.add(new RopeTable(rotary, config.headSize(), config.context()));
    }
    Tier.Model model = new Tier.Model(config, bundle.embeddings(), ropes);
    GraphPart whole = new GraphPart(() -> graph, weights);
    List<Tier> tiers = new ArrayList<>();
    for (Map.Entry<Integer, List<Manifest.Signature>> context : byContext.entrySet()) {
      List<Manifest.Signature> shapes = context.getValue();
      requireKinds(shapes, context.getKey());
      List<LazyStep> steps = new ArrayList<>();
      GraphPart all = tiers.isEmpty() ? part(shapes, weights, whole) : null;
      for (Manifest.Signature shape : shapes) {
        GraphPart part = all != null ? all : part(List.of(shape), weights, whole);
        steps.add(new LazyStep(shape, part, model));
      }
      tiers.add(new Tier(context.getKey(), steps, config));
    }
    return tiers;
  }

  private boolean isPlanned(Manifest.Signature signature) {
    String decode = GraphName.signature(GraphName.DECODE, signature.context(), config);
    boolean kind = plan.opened() == MemorySum.Opened.ALL || signature.name().equals(decode);
    return kind && signature.context() <= plan.context();
  }

  private void requireKinds(List<Manifest.Signature> shapes, int context) {
    boolean all = plan.opened() == MemorySum.Opened.ALL;
    List<String> kinds =
        all ? List.of(GraphName.DECODE, GraphName.PREFILL) : List.of(GraphName.DECODE);
    for (String kind : kinds) {
      String name = GraphName.signature(kind, context, config);
      if (shapes.stream().noneMatch(shape -> shape.name().equals(name))) {
        throw new BackendException(
            NativeLibrary.NAME, "opening the graph", "no signature " + name + " in the manifest");
      }
    }
  }

  /** Where the bundle lies on a disk that cannot be written to, the whole graph has to do. */
  private GraphPart part(List<Manifest.Signature> shapes, SharedWeights weights, GraphPart whole) {
    boolean variant = graph.remaining() != bundle.graph().remaining();
    boolean all = shapes.size() == bundle.manifest().signatures().size();
    if (all || variant || !bundle.path().toFile().canWrite()) {
      return whole;
    }
    String[] names = shapes.stream().map(Manifest.Signature::name).toArray(String[]::new);
    return new GraphPart(() -> SelectedGraph.of(bundle, names), weights);
  }
}
