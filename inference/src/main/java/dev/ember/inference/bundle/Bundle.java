package dev.ember.inference.bundle;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.file.Buffers;
import dev.ember.inference.file.FileFault;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An open {@code .ember} file, checked. Its entries are mapped, not read: only the small texts ever
 * reach the heap.
 *
 * <pre>
 * try (Bundle bundle = Bundle.open(path)) {
 *   EmbeddingTable embeddings = bundle.embeddings();
 *   ByteBuffer graph = bundle.graph();
 * }
 * </pre>
 *
 * <p>Trap: while a bundle is open its file must not be changed in place, or the maps change (or the
 * process dies of a bus error). Replacing the file by {@link StoredZipWriter} is safe: the maps
 * keep the old one.
 *
 * <h2>Threading model</h2>
 *
 * Immutable and safe on any thread.
 */
public final class Bundle implements AutoCloseable {
  /** Of a bundle's file name. */
  public static final String ENDING = ".ember";

  private final Path path;
  private final Manifest manifest;
  private final MappedEntries entries;
  private final BundleFaults faults;
  private final Map<String, Manifest.TensorEntry> tensors = new HashMap<>();

  private Bundle(Path path, Manifest manifest, MappedEntries entries, BundleFaults faults) {
    this.path = path;
    this.manifest = manifest;
    this.entries = entries;
    this.faults = faults;
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      tensors.put(tensor.name(), tensor);
    }
  }

  /**
   * Opens a bundle and checks all of it, the hash of every entry included.
   *
   * @throws BundleFormatException if the file is not a bundle, or damaged
   */
  public static Bundle open(Path path) throws IOException {
    Bundle bundle = openInstalled(path);
    bundle.checkHashes();
    return bundle;
  }

  /**
   * Opens a bundle without hashing its entries, which would read the whole file: for a file that
   * this program has checked once, when it stored it. Everything else is checked as in {@link
   * #open}.
   *
   * @throws BundleFormatException if the file is not a bundle
   */
  public static Bundle openInstalled(Path path) throws IOException {
    FileFault.requireNoFolder(path);
    BundleFaults faults = new BundleFaults(path.toString());
    try (FileChannel channel = FileChannel.open(path, READ)) {
      List<StoredEntry> places = new StoredZipReader(channel, faults).read();
      MappedEntries entries = new MappedEntries(channel, places, faults);
      entries.requireCrc32(EntryName.MANIFEST); // the one entry whose hash stands nowhere
      Manifest manifest = ManifestJson.read(path.toString(), entries.text(EntryName.MANIFEST));
      Map<String, Integer> bytes = new HashMap<>();
      for (StoredEntry place : places) {
        bytes.put(place.name(), place.bytes());
      }
      new ManifestCheck(manifest, faults).check(bytes);
      return new Bundle(path, manifest, entries, faults);
    }
  }

  public Path path() {
    return path;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Whether there is such an entry; only {@link EntryName#EMBEDDINGS} may be missing. */
  public boolean has(String entryName) {
    return entries.names().contains(entryName);
  }

  /**
   * An entry's bytes: a read-only, little-endian, direct view of the mapped file, whose address is
   * a multiple of 64. Valid as long as it is reachable, even after {@link #close}.
   *
   * @throws IllegalArgumentException if there is no such entry
   */
  public ByteBuffer entry(String entryName) {
    return entries.view(entryName);
  }

  /**
   * As {@link #entry}, but writable: pages that are written to become this map's own, and the file
   * stays as it is.
   *
   * @throws BundleFormatException if another file lies at the path by now
   */
  public ByteBuffer copyOnWrite(String entryName) throws IOException {
    // Java wants a writable file for such a map, though nothing is ever written to it.
    try (FileChannel channel = FileChannel.open(path, READ, WRITE)) {
      return entries.copyOnWrite(entryName, channel);
    }
  }

  /**
   * SHA-256 of the manifest, which has the hash of every other entry: a name for the contents, 64
   * lower-case hex digits.
   */
  public String fingerprint() {
    MessageDigest digest = Sha256.newDigest();
    digest.update(entry(EntryName.MANIFEST));
    return Sha256.hex(digest.digest());
  }

  /** The graph of the manifest's quantization, a {@code .tflite} file; as {@link #entry}. */
  public ByteBuffer graph() {
    return entry(EntryName.MODEL);
  }

  /**
   * Another graph of the same model, a {@code .tflite} file; as {@link #entry}.
   *
   * @param variant of this bundle's manifest
   */
  public ByteBuffer graph(Manifest.Variant variant) {
    ByteBuffer model = entry(EntryName.MODEL);
    int offset = (int) variant.offset();
    return Buffers.slice(model, offset, model.limit() - offset);
  }

  /** The model card, Markdown. */
  public String card() throws IOException {
    return entries.text(EntryName.CARD);
  }

  /**
   * The logits that the model must give.
   *
   * @throws BundleFormatException if they are malformed, or cannot be asked of this model
   */
  public Golden golden() throws IOException {
    Golden golden = GoldenJson.read(path.toString(), entries.text(EntryName.GOLDEN));
    new PromptCheck(manifest.config(), faults).check(golden);
    return golden;
  }

  /**
   * The tokenizer, parsed anew at each call. It has an id for each row of the model's tables: what
   * the model may draw has a text, if an empty one.
   *
   * @throws BundleFormatException if it is malformed or has more tokens than the model
   */
  public SubwordTokenizer tokenizer() throws IOException {
    SubwordTokenizer tokenizer;
    try {
      String json = entries.text(EntryName.TOKENIZER);
      tokenizer = SubwordTokenizer.read(new StringReader(json), EntryName.TOKENIZER);
    } catch (TokenizerFormatException malformed) {
      throw faults.caused(EntryName.TOKENIZER, "a byte-level BPE tokenizer", malformed);
    }
    int vocabulary = manifest.config().vocabulary();
    if (tokenizer.vocabularySize() > vocabulary) {
      throw faults.inEntry(
          EntryName.TOKENIZER, "at most " + vocabulary + " tokens", tokenizer.vocabularySize());
    }
    return tokenizer.padded(vocabulary);
  }

  /**
   * The chat template with the manifest's special tokens, parsed anew at each call.
   *
   * @throws BundleFormatException if it is malformed
   */
  public ChatTemplate template() throws IOException {
    String source = entries.text(EntryName.CHAT_TEMPLATE);
    try {
      return new ChatTemplate(source, manifest.bosToken(), manifest.eosToken());
    } catch (TemplateException malformed) {
      throw faults.caused(EntryName.CHAT_TEMPLATE, "a Jinja template", malformed);
    }
  }

  /** What goes into the graph; with tied embeddings the bytes are those of the unembedding. */
  public EmbeddingTable embeddings() {
    return new EmbeddingTable(this);
  }

  /**
   * A canonical tensor by its {@link TensorName}. In a tied model {@link TensorName#UNEMBEDDING} is
   * {@link TensorName#EMBEDDING}.
   *
   * @throws IllegalArgumentException if the model has no such tensor
   */
  public TensorView tensor(String name) {
    boolean tied = manifest.config().tiedEmbeddings() && name.equals(TensorName.UNEMBEDDING);
    Manifest.TensorEntry tensor = tensors.get(tied ? TensorName.EMBEDDING : name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "expected one of " + tensors.size() + " tensors but found " + name);
    }
    return new TensorView(tensor, entry(tensor.entry()));
  }

  /**
   * All weights as float32 on the heap, 4 bytes a parameter: for the reference, not for a phone.
   */
  public DecoderWeights weights() {
    Map<String, float[]> floats = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(manifest.config())) {
      floats.put(spec.name(), tensor(spec.name()).toFloats());
    }
    return new DecoderWeights(manifest.config(), floats);
  }

  /** Frees nothing at once: Java unmaps an entry when nothing refers to it any more. */
  @Override
  public void close() {}

  private void checkHashes() throws IOException {
    for (Manifest.Entry entry : manifest.entries()) {
      entries.requireCrc32(entry.name());
      MessageDigest digest = Sha256.newDigest();
      digest.update(entry(entry.name()));
      String found = Sha256.hex(digest.digest());
      if (!found.equals(entry.sha256())) {
        throw faults.inEntry(entry.name(), "SHA-256 " + entry.sha256(), found);
      }
    }
  }
}
