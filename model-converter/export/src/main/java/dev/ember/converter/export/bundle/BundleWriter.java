package dev.ember.converter.export.bundle;

import static java.nio.file.StandardOpenOption.READ;

import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenJson;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.ManifestJson;
import dev.ember.inference.bundle.Measurement;
import dev.ember.inference.bundle.StoredZipWriter;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a bundle, whole or not at all. The same parts give the same bytes. */
public final class BundleWriter {
  private final BundleText text;
  private final ConvertedModel model;

  public BundleWriter(BundleText text, ConvertedModel model) {
    this.text = text;
    this.model = model;
  }

  /** The dimensions that the bundle will have. */
  public DecoderConfig config() {
    return model.config();
  }

  /** What the manifest promises a loaded model to take, in bytes. */
  public long memoryBytes() {
    return model.memoryBytes();
  }

  /** Replaces {@code target}; nothing was measured. */
  public void write(Path target, Golden golden) throws IOException {
    StoredZipWriter.write(target, zip -> writeEntries(zip, golden, List.of()));
  }

  /**
   * Replaces {@code target}.
   *
   * @param measurements of the graph, and of each variant
   */
  public void write(Path target, Golden golden, List<Measurement> measurements) throws IOException {
    StoredZipWriter.write(target, zip -> writeEntries(zip, golden, measurements));
  }

  private void writeEntries(StoredZipWriter zip, Golden golden, List<Measurement> measurements)
      throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Path file : model.files()) {
      entries.add(zip.add(file.getFileName().toString(), channel -> copy(file, channel)));
    }
    entries.add(zip.add(EntryName.TOKENIZER, text.chat().tokenizer()));
    entries.add(zip.add(EntryName.CHAT_TEMPLATE, text.chat().template()));
    entries.add(zip.add(EntryName.GOLDEN, GoldenJson.write(golden)));
    entries.add(zip.add(EntryName.CARD, text.card()));
    zip.add(EntryName.MANIFEST, ManifestJson.write(manifest(entries, measurements)));
  }

  private Manifest manifest(List<Manifest.Entry> entries, List<Measurement> measurements) {
    ChatDefaults chat = text.chat();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        text.name(),
        text.architecture(),
        model.config(),
        model.quantization().manifestName(),
        model.layout().signatures(),
        model.layout().tensors(),
        chat.bosToken(),
        chat.eosToken(),
        chat.stopTokens(),
        chat.sampling(),
        memoryBytes(),
        text.provenance(),
        entries,
        measurement(measurements, 0),
        variants(measurements));
  }

  private List<Manifest.Variant> variants(List<Measurement> measurements) {
    List<Manifest.Variant> variants = new ArrayList<>();
    for (Manifest.Variant variant : model.variants()) {
      variants.add(
          new Manifest.Variant(
              variant.quantization(),
              variant.offset(),
              variant.memoryBytes(),
              measurement(measurements, variants.size() + 1)));
    }
    return variants;
  }

  private static @Nullable Measurement measurement(List<Measurement> measurements, int graph) {
    return graph < measurements.size() ? measurements.get(graph) : null;
  }

  private static void copy(Path file, WritableByteChannel into) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      long size = channel.size();
      for (long done = 0; done < size; ) {
        done += channel.transferTo(done, size - done, into);
      }
    }
  }
}
