package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsTensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stored tensors of a folder, in one file or in shards. Opening shards holds the index and all
 * headers against each other: every tensor lies where the index says, and nowhere else.
 */
final class CheckpointTensors implements Closeable {
  static final String SINGLE = "model.safetensors";

  private final Map<String, SafetensorsFile> homes = new LinkedHashMap<>(); // by tensor
  private final List<SafetensorsFile> files = new ArrayList<>();

  private CheckpointTensors() {}

  /**
   * Opens the weights of a folder; the caller closes them.
   *
   * @param file the file that the user named, or null for the usual names
   * @throws dev.ember.inference.checkpoint.CheckpointFormatException if a file is malformed
   * @throws UnsupportedCheckpointException if there are no weights, a shard is missing, or index
   *     and shards disagree
   */
  static CheckpointTensors open(Path folder, @Nullable String file) throws IOException {
    CheckpointTensors tensors = new CheckpointTensors();
    boolean good = false;
    try {
      tensors.openFiles(folder, file);
      good = true;
    } finally {
      if (!good) {
        tensors.close();
      }
    }
    return tensors;
  }

  /** All names, in the order of the files. */
  Set<String> names() {
    return Collections.unmodifiableSet(homes.keySet());
  }

  boolean contains(String name) {
    return homes.containsKey(name);
  }

  /** The tensor of a name that is there. */
  SafetensorsTensor tensor(String name) throws IOException {
    return home(name).tensor(name);
  }

  /** Reads {@code count} values of a tensor, as {@link SafetensorsFile#read}. */
  void read(String name, long first, float[] into, int offset, int count) throws IOException {
    SafetensorsFile home = home(name);
    home.read(home.tensor(name), first, into, offset, count);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (SafetensorsFile file : files) {
      try {
        file.close();
      } catch (IOException failed) {
        failure = failed;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void openFiles(Path folder, @Nullable String file) throws IOException {
    boolean indexed = TextFile.exists(folder, ShardIndex.FILE);
    if (file != null) {
      ShardIndex index = indexed ? ShardIndex.read(folder) : null;
      if (index != null && index.files().contains(file)) {
        openShards(folder, index);
      } else {
        openSingle(folder, file);
      }
    } else if (TextFile.exists(folder, SINGLE)) { // as transformers prefers it
      openSingle(folder, SINGLE);
    } else if (indexed) {
      openShards(folder, ShardIndex.read(folder));
    } else {
      throw new UnsupportedCheckpointException(
          folder.toString(), SINGLE, "it, or " + ShardIndex.FILE, whatElse(folder));
    }
  }

  private void openSingle(Path folder, String name) throws IOException {
    SafetensorsFile file = open(folder.resolve(name));
    for (String tensor : file.names()) {
      homes.put(tensor, file);
    }
  }

  private void openShards(Path folder, ShardIndex index) throws IOException {
    for (String shard : index.files()) {
      if (!TextFile.exists(folder, shard)) {
        throw new UnsupportedCheckpointException(
            folder.toString(), shard, "this shard, which " + ShardIndex.FILE + " names,", "none");
      }
      SafetensorsFile file = open(folder.resolve(shard));
      for (String tensor : file.names()) {
        requireAtHome(tensor, shard, index);
        homes.put(tensor, file);
      }
    }
    for (Map.Entry<String, String> listed : index.shards().entrySet()) {
      if (!homes.containsKey(listed.getKey())) {
        throw new UnsupportedCheckpointException(
            listed.getValue(),
            listed.getKey(),
            "this tensor, as " + ShardIndex.FILE + " says",
            "none of this name");
      }
    }
  }

  private static void requireAtHome(String tensor, String shard, ShardIndex index)
      throws IOException {
    String home = index.shards().get(tensor);
    if (!shard.equals(home)) {
      throw new UnsupportedCheckpointException(
          shard,
          tensor,
          home == null
              ? "only tensors that " + ShardIndex.FILE + " lists"
              : "it only in " + home + ", as " + ShardIndex.FILE + " says,",
          "it here");
    }
  }

  private SafetensorsFile open(Path path) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(path);
    files.add(file);
    return file;
  }

  private SafetensorsFile home(String name) {
    SafetensorsFile file = homes.get(name);
    if (file == null) {
      throw new IllegalArgumentException("expected the name of a stored tensor but found " + name);
    }
    return file;
  }

  /** What a folder without safetensors has instead, and what to do about it. */
  private static String whatElse(Path folder) throws IOException {
    try (DirectoryStream<Path> pickles = Files.newDirectoryStream(folder, "*.{bin,pt,pth,ckpt}")) {
      for (Path pickle : pickles) {
        return pickle.getFileName()
            + ", PyTorch's pickled weights, which can run code and are not read: "
            + SourceFormat.HOW_TO_GET_SAFETENSORS;
      }
    }
    return "neither";
  }
}
