package dev.ember.converter.cli.inspect;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.util.Locale;

/** What a decoder computes, as facts. */
public final class ConfigFacts {
  private ConfigFacts() {}

  /** Adds the dimensions, and what is not as in most models. */
  public static void add(DecoderConfig config, FactSheet sheet) {
    sheet.add("layers", config.layers() + " of width " + config.hidden());
    sheet.add(
        "attention",
        config.heads()
            + " heads of "
            + config.headSize()
            + ", "
            + config.kvHeads()
            + " for keys and values"
            + windows(config));
    sheet.add("feed-forward", config.feedForward() + feedForward(config));
    sheet.add(
        "vocabulary",
        config.vocabulary() + (config.tiedEmbeddings() ? ", one table for both ends" : ""));
    sheet.add("context", config.context() + " tokens");
  }

  /** The weights, a tied table once. */
  public static String parameters(DecoderConfig config) {
    long count = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      count += tensor.size();
    }
    return String.format(Locale.ROOT, "%,d parameters", count);
  }

  private static String windows(DecoderConfig config) {
    int narrow = 0;
    int window = config.context();
    for (int layer = 0; layer < config.layers(); layer++) {
      if (config.window(layer) < config.context()) {
        narrow++;
        window = config.window(layer);
      }
    }
    return narrow == 0 ? "" : ", a window of " + window + " in " + narrow + " layers";
  }

  private static String feedForward(DecoderConfig config) {
    return " "
        + config.feedForwardKind().activation().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (config.feedForwardKind().gated() ? ", gated" : "");
  }
}
