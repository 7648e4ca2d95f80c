package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.gguf.GgufFile;
import dev.ember.converter.export.gguf.GgufTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a GGUF file says of itself, and in which forms it stores weights. */
final class GgufFacts {
  private static final int MOST_CHARACTERS = 100;

  private GgufFacts() {}

  static void add(Path path, FactSheet sheet) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      Map<String, Integer> types = new TreeMap<>();
      for (GgufTensor tensor : file.tensors()) {
        types.merge(tensor.type().toString(), 1, Integer::sum);
      }
      types.forEach((type, count) -> sheet.add("stored as", type, count + " tensors"));
      for (String key : new TreeSet<>(file.metadata().keys())) {
        sheet.add("key", key + " = " + shortened(file.metadata().text(key)));
      }
    }
  }

  private static String shortened(String text) {
    String line = text.replace("\n", "\\n");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }
}
