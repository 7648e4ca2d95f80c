package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** {@code model.safetensors.index.json}: which tensor lies in which shard. */
final class ShardIndex {
  static final String FILE = "model.safetensors.index.json";

  /** Of 70 billion parameters it takes 70 kB. */
  private static final int MAX_BYTES = 4 << 20;

  private final Map<String, String> shards = new LinkedHashMap<>(); // by tensor

  private ShardIndex() {}

  /**
   * @throws UnsupportedCheckpointException if it is no index, or names a shard outside the folder
   */
  static ShardIndex read(Path folder) throws IOException {
    JsonFields fields = TextFile.fields(folder, FILE, MAX_BYTES);
    ShardIndex index = new ShardIndex();
    JsonFields map = fields.object("weight_map");
    for (String tensor : map.names()) {
      String shard = map.string(tensor);
      if (!isFileName(folder, shard)) {
        throw new UnsupportedCheckpointException(
            FILE, tensor, "the name of a file beside the index", "\"" + shard + "\"");
      }
      index.shards.put(tensor, shard);
    }
    if (index.shards.isEmpty()) {
      throw new UnsupportedCheckpointException(FILE, "weight_map", "tensors", "none");
    }
    return index;
  }

  /** Whether it is the name of a file in the folder, not of one elsewhere nor of none at all. */
  static boolean isFileName(Path folder, String name) {
    if (name.contains("/") || name.contains("\\")) { // a folder, if not here then elsewhere
      return false;
    }
    try {
      Path absolute = folder.toAbsolutePath().normalize();
      return absolute.equals(absolute.resolve(name).normalize().getParent()); // no "", "." or ".."
    } catch (InvalidPathException impossible) { // a NUL, or half of a surrogate pair
      return false;
    }
  }

  /** The files, in the order in which the index first names them. */
  Set<String> files() {
    return new LinkedHashSet<>(shards.values());
  }

  /** The file of each tensor. */
  Map<String, String> shards() {
    return Collections.unmodifiableMap(shards);
  }
}
