package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Every file here has a name that lies. */
public final class ModelSourcesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void open_folder_readsItsWeights() throws IOException {
    try (ModelSource source = ModelSources.open(checkpoint())) {
      assertThat(source.description()).isEqualTo("Hugging Face folder, llama");
      assertThat(source.weights().config()).isEqualTo(TinyModel.TIED);
      assertThat(source.weights()).isSameAs(source.weights());
    }
  }

  @Test
  public void open_safetensorsOfAnyName_isReadWithItsConfig() throws IOException {
    Path written = checkpoint();
    Path renamed = written.resolve("weights.gguf");
    Files.move(written.resolve("model.safetensors"), renamed);
    try (ModelSource source = ModelSources.open(renamed)) {
      assertThat(source.weights().config()).isEqualTo(TinyModel.TIED);
    }
  }

  @Test
  public void open_pytorch_saysHowToGetSafetensors() throws IOException {
    refuses(zip("archive/data.pkl"), SourceFormat.PYTORCH, "safe_serialization=True");
    refuses(
        file(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10}),
        SourceFormat.PYTORCH,
        "safe_serialization=True");
  }

  @Test
  public void open_otherFormats_saysWhatItIsAndWhatToDo() throws IOException {
    refuses(zip("manifest.json", "model.tflite"), SourceFormat.EMBER_BUNDLE, "is imported already");
    refuses(zip("METADATA", "TF_LITE_PREFILL_DECODE"), SourceFormat.MEDIAPIPE_TASK, "the GGUF");
    refuses(file("LITERTLM\1\0\0\0"), SourceFormat.LITERT_LM, "the GGUF");
    refuses(file("\34\0\0\0TFL3"), SourceFormat.TFLITE, "the GGUF");
  }

  @Test
  public void open_zipWithoutItsEnd_isKnownByItsFirstEntry() throws IOException {
    refuses(cut("manifest.json", "model.tflite"), SourceFormat.EMBER_BUNDLE, "is imported");
    refuses(cut("model.tflite", "manifest.json"), SourceFormat.EMBER_BUNDLE, "is imported");
    refuses(cut("archive/data.pkl"), SourceFormat.PYTORCH, "safe_serialization=True");
    refuses(cut("a.txt"), SourceFormat.OTHER_FILE, "another format");
  }

  private Path cut(String... names) throws IOException {
    Path whole = zip(names);
    byte[] bytes = Files.readAllBytes(whole);
    return Files.write(whole, Arrays.copyOf(bytes, bytes.length - 10));
  }

  @Test
  public void open_nothingKnown_isRefused() throws IOException {
    refuses(folder.newFolder().toPath(), SourceFormat.OTHER_FOLDER, "without config.json");
    refuses(zip("a.txt"), SourceFormat.OTHER_FILE, "another format");
    refuses(file("PK\3\4 and no directory"), SourceFormat.OTHER_FILE, "another format");
    refuses(file(""), SourceFormat.OTHER_FILE, "another format");
    refuses(file("G"), SourceFormat.OTHER_FILE, "another format");
    refuses(file("{\"a\": 1}"), SourceFormat.OTHER_FILE, "another format");
    refuses(file("\377\377\0\0\0\0\0\0{}"), SourceFormat.OTHER_FILE, "another format");
  }

  @Test
  public void open_nothingThere_isAnErrorOfTheFileSystem() {
    assertThatThrownBy(() -> ModelSources.open(folder.getRoot().toPath().resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path checkpoint() throws IOException {
    return new CheckpointFolder(folder.newFolder().toPath(), TinyModel.random(TinyModel.TIED, 1))
        .write();
  }

  private Path file(String latin1) throws IOException {
    return file(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.newFolder().toPath().resolve("model.safetensors"), bytes);
  }

  private Path zip(String... names) throws IOException {
    Path file = folder.newFolder().toPath().resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of(names)) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return file;
  }

  private static void refuses(Path path, SourceFormat format, String message) throws IOException {
    assertThat(SourceFormat.of(path)).isEqualTo(format);
    assertThatThrownBy(() -> ModelSources.open(path))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
  }
}
