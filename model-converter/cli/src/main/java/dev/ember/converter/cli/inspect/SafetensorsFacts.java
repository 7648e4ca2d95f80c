package dev.ember.converter.cli.inspect;

import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A safetensors file without the configuration that would make a model of it, as facts. */
final class SafetensorsFacts {
  private SafetensorsFacts() {}

  static FactSheet of(Path path) throws IOException {
    FactSheet sheet = new FactSheet();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      sheet.add("format", "safetensors, " + file.tensors().size() + " tensors");
      new TreeMap<>(file.metadata()).forEach((name, value) -> sheet.add("says", name, value));
      Map<String, Integer> types = new TreeMap<>();
      for (SafetensorsTensor tensor : file.tensors()) {
        types.merge(tensor.type().toString(), 1, Integer::sum);
      }
      types.forEach((type, count) -> sheet.add("type", type, count + " tensors"));
      for (SafetensorsTensor tensor : file.tensors()) {
        sheet.add("tensor", tensor.name() + " " + tensor.type() + " " + tensor.shape());
      }
    }
    sheet.add("no import", "without a config.json beside it nothing says what it computes");
    return sheet;
  }
}
