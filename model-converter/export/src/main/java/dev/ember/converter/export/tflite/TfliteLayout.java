package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.Manifest;
import java.util.List;

/**
 * What a manifest says of a written {@code model.tflite}.
 *
 * @param signatures the graph's entry points
 * @param tensors where each weight of the first graph lies in the file
 * @param variantOffsets where the further graphs begin
 */
public record TfliteLayout(
    List<Manifest.Signature> signatures,
    List<Manifest.TensorEntry> tensors,
    List<Long> variantOffsets) {

  public TfliteLayout {
    signatures = List.copyOf(signatures);
    tensors = List.copyOf(tensors);
    variantOffsets = List.copyOf(variantOffsets);
  }
}
