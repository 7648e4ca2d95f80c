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
    StoredZipWriter.write(target, zip -> writeEntries(zip, golden, null));
  }

  /** Replaces {@code target}. */
  public void write(Path target, Golden golden, Measurement measurement) throws IOException {
    StoredZipWriter.write(target, zip -> writeEntries(zip, golden, measurement));
  }

  private void writeEntries(StoredZipWriter zip, Golden golden, @Nullable Measurement measurement)
      throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Path file : model.files()) {
      entries.add(zip.add(file.getFileName().toString(), channel -> copy(file, channel)));
    }
    entries.add(zip.add(EntryName.TOKENIZER, text.chat().tokenizer()));
    entries.add(zip.add(EntryName.CHAT_TEMPLATE, text.chat().template()));
    entries.add(zip.add(EntryName.GOLDEN, GoldenJson.write(golden)));
    entries.add(zip.add(EntryName.CARD, text.card()));
    zip.add(EntryName.MANIFEST, ManifestJson.write(manifest(entries, measurement)));
  }

  private Manifest manifest(List<Manifest.Entry> entries, @Nullable Measurement measurement) {
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
        measurement,
        List.of());
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
