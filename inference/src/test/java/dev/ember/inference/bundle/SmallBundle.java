package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes a whole bundle of a {@link SmallModel}, good or spoiled. Its {@code model.tflite} holds
 * the tensors and no graph: enough for everything but TensorFlow Lite.
 */
public final class SmallBundle {
  public static final String CHAT_TEMPLATE =
      "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' "
          + "+ message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
          + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  private DecoderConfig config = SmallModel.config(true);
  private int version = Manifest.FORMAT_VERSION;
  private boolean quantized = true;
  private long seed = 1;
  private UnaryOperator<Manifest> manifestChange = UnaryOperator.identity();
  private UnaryOperator<String> manifestTextChange = UnaryOperator.identity();
  private final Map<String, String> texts = new HashMap<>();

  public SmallBundle() {
    texts.put(EntryName.TOKENIZER, SmallTokenizer.json());
    texts.put(EntryName.CHAT_TEMPLATE, CHAT_TEMPLATE);
    texts.put(EntryName.CARD, "# Small\n\nRandom weights.\n");
    texts.put(
        EntryName.GOLDEN,
        "{\"tolerances\":{\"backendLogit\":0.5,\"quantizationLogit\":1,\"minTop1Agreement\":0.5},"
            + "\"prompts\":[]}");
  }

  public SmallBundle untied() {
    return config(SmallModel.config(false));
  }

  /** Another decoder. */
  public SmallBundle config(DecoderConfig other) {
    config = other;
    return this;
  }

  /** Writes the manifest in the form of an older version. */
  public SmallBundle version(int formatVersion) {
    version = formatVersion;
    return this;
  }

  public SmallBundle float32() {
    quantized = false;
    return this;
  }

  public SmallBundle seed(long value) {
    seed = value;
    return this;
  }

  /** Replaces the text of an entry. */
  public SmallBundle text(String entry, String text) {
    texts.put(entry, text);
    return this;
  }

  /** Leaves a text out, and out of the manifest. */
  public SmallBundle without(String entry) {
    texts.remove(entry);
    return this;
  }

  /** Changes what the manifest says. */
  public SmallBundle manifest(UnaryOperator<Manifest> change) {
    manifestChange = change;
    return this;
  }

  /** Changes the manifest's JSON. */
  public SmallBundle manifestText(UnaryOperator<String> change) {
    manifestTextChange = change;
    return this;
  }

  /** The float weights from which {@link #write} quantizes. */
  public DecoderWeights weights() {
    return SmallModel.weights(config, seed);
  }

  public void write(Path path) throws IOException {
    StoredZipWriter.write(path, this::writeTo);
  }

  private void writeTo(StoredZipWriter zip) throws IOException {
    DecoderWeights weights = weights();
    TensorBytes model = new TensorBytes(EntryName.MODEL, quantized);
    TensorBytes embeddings = new TensorBytes(EntryName.EMBEDDINGS, quantized);
    addTensors(weights, model, embeddings);
    List<Manifest.Entry> entries = new ArrayList<>();
    entries.add(zip.add(EntryName.MODEL, model.bytes()));
    if (!embeddings.tensors().isEmpty()) {
      entries.add(zip.add(EntryName.EMBEDDINGS, embeddings.bytes()));
    }
    for (String name : EntryName.ALL) {
      String text = texts.get(name);
      if (text != null) {
        entries.add(zip.add(name, text));
      }
    }
    List<Manifest.TensorEntry> tensors = new ArrayList<>(model.tensors());
    tensors.addAll(embeddings.tensors());
    Manifest manifest = manifestChange.apply(manifest(weights.config(), tensors, entries));
    String text = manifestTextChange.apply(ManifestJson.write(manifest));
    zip.add(EntryName.MANIFEST, text);
  }

  private static void addTensors(
      DecoderWeights weights, TensorBytes model, TensorBytes embeddings) {
    DecoderConfig config = weights.config();
    TensorSpec table = TensorSpec.embedding(config);
    (config.tiedEmbeddings() ? model : embeddings)
        .addMatrix(table.name(), weights.tensor(table.name()), table.columns());
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      boolean again =
          spec.equals(table)
              || (config.tiedEmbeddings() && spec.name().equals(TensorName.UNEMBEDDING));
      float[] values = weights.tensor(spec.name());
      if (spec.isVector()) {
        model.addVector(spec.name(), values);
      } else if (!again) {
        (spec.isHostTable() ? embeddings : model).addMatrix(spec.name(), values, spec.columns());
      }
    }
  }

  private Manifest manifest(
      DecoderConfig config, List<Manifest.TensorEntry> tensors, List<Manifest.Entry> entries) {
    return new Manifest(
        version,
        "Small",
        "llama",
        config,
        quantized ? "int8-per-channel" : "float32",
        List.of(
            new Manifest.Signature("decode", 1, config.context()),
            new Manifest.Signature("prefill", 8, config.context())),
        tensors,
        "",
        "<|im_end|>",
        List.of(SmallTokenizer.IM_END),
        SamplingOptions.GREEDY,
        1 << 20,
        Map.of("licence", "Apache-2.0", "trained by", "nobody"),
        entries);
  }
}
