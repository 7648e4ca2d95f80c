package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TensorBytes;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.checkpoint.CheckpointFormatException;
import dev.ember.inference.checkpoint.SafetensorsType;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Shards, their index, and what can be wrong between them. */
public final class CheckpointTensorsTest {
  private static final String INDEX = "model.safetensors.index.json";
  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";

  /** In the first shard; the one after it is in the second. */
  private static final String EMBEDDING = "model.embed_tokens.weight";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path path;

  @Before
  public void writeShards() throws IOException {
    path = folder.getRoot().toPath();
    new CheckpointFolder(path, TinyModel.random(TinyModel.TIED, 1)).inShards(2).write();
  }

  @Test
  public void open_shards_haveEveryTensorOnce() throws IOException {
    try (CheckpointTensors tensors = CheckpointTensors.open(path, null)) {
      assertThat(tensors.names()).contains(EMBEDDING, "model.norm.weight").hasSize(29);
      assertThat(tensors.tensor(EMBEDDING).shape()).containsExactly(270L, 24L);
    }
  }

  @Test
  public void open_oneShardByName_opensAllOfThem() throws IOException {
    try (ModelSource source = ModelSources.open(path.resolve(SECOND))) {
      assertThat(source.weights().config()).isEqualTo(TinyModel.TIED);
    }
  }

  @Test
  public void open_wholeFileBesideShards_isPreferred() throws IOException {
    Files.delete(path.resolve(FIRST));
    new CheckpointFolder(path, TinyModel.random(TinyModel.TIED, 1)).write();
    try (ModelSource source = ModelSources.open(path)) {
      assertThat(source.weights().config()).isEqualTo(TinyModel.TIED);
    }
  }

  @Test
  public void open_shardMissing_isRefusedNamingIt() throws IOException {
    Files.delete(path.resolve(SECOND));
    refuses(SECOND, "which " + INDEX + " names, but found none");
  }

  @Test
  public void open_tensorInTheWrongShard_isRefusedWithBoth() throws IOException {
    changeIndex(map -> map.addProperty(EMBEDDING, SECOND));
    refuses(EMBEDDING, FIRST + ", " + EMBEDDING + ": expected it only in " + SECOND);
  }

  @Test
  public void open_tensorInTwoShards_isRefused() throws IOException {
    TensorBytes twice = new TensorBytes();
    twice.add(EMBEDDING, SafetensorsType.F32, List.of(1L), 1);
    twice.write(path.resolve(SECOND));
    refuses(EMBEDDING, SECOND + ", " + EMBEDDING + ": expected it only in " + FIRST);
  }

  @Test
  public void open_tensorThatTheIndexLacks_isRefused() throws IOException {
    changeIndex(map -> map.remove(EMBEDDING));
    refuses(EMBEDDING, "only tensors that " + INDEX + " lists");
  }

  @Test
  public void open_tensorThatOnlyTheIndexHas_isRefused() throws IOException {
    changeIndex(map -> map.addProperty("model.ghost", SECOND));
    refuses("model.ghost", SECOND + ", model.ghost: expected this tensor");
  }

  @Test
  public void open_shardOutsideTheFolder_isRefused() throws IOException {
    for (String outside : List.of("../" + FIRST, "/etc/passwd", "a\\b", "..", ".", "")) {
      changeIndex(map -> map.addProperty(EMBEDDING, outside));
      refuses(EMBEDDING, "a file beside the index");
    }
  }

  @Test
  public void open_indexThatIsNone_isAnErrorThatNamesIt() throws IOException {
    for (String text :
        List.of("{", "[]", "{}", "{\"weight_map\": 3}", "{\"weight_map\": {\"a\": 1}}")) {
      Files.write(path.resolve(INDEX), text.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> CheckpointTensors.open(path, null))
          .isInstanceOf(JsonFormatException.class)
          .hasMessageContaining(INDEX);
    }
    Files.write(path.resolve(INDEX), "{\"weight_map\": {}}".getBytes(StandardCharsets.UTF_8));
    refuses("weight_map", "none");
  }

  @Test
  public void open_picklesOnly_saysHowToGetSafetensors() throws IOException {
    Path pickled = folder.newFolder().toPath();
    Files.write(pickled.resolve("pytorch_model.bin"), new byte[] {1});
    assertThatThrownBy(() -> CheckpointTensors.open(pickled, null))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("pytorch_model.bin")
        .hasMessageContaining("safe_serialization=True");
  }

  @Test
  public void open_headerOfAHundredMegabytes_isRefusedUnread() throws IOException {
    Path large = folder.newFolder().toPath();
    try (RandomAccessFile file =
        new RandomAccessFile(large.resolve("model.safetensors").toFile(), "rw")) {
      file.setLength(100_000_100); // a hole, but for the length of the header
      file.write(new byte[] {0, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{'}); // 100,000,000
    }
    assertThatThrownBy(() -> CheckpointTensors.open(large, null))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("100000000");
  }

  @Test
  public void open_configOfAHundredMegabytes_isRefusedUnread() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.resolve("config.json").toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    assertThatThrownBy(() -> HuggingFaceModel.open(path))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining("100000000");
  }

  private interface Change {
    void apply(JsonObject map);
  }

  private void changeIndex(Change change) throws IOException {
    Path file = path.resolve(INDEX);
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    JsonObject index = JsonParser.parseString(text).getAsJsonObject();
    change.apply(index.getAsJsonObject("weight_map"));
    Files.write(file, index.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void refuses(String field, String message) {
    assertThatThrownBy(() -> CheckpointTensors.open(path, null))
        .isInstanceOfSatisfying(
            UnsupportedCheckpointException.class,
            refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessageContaining(message);
  }
}
