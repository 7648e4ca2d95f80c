package dev.ember.inference.bundle;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link Manifest} as JSON. The version is read first: a newer one is refused by its number alone,
 * and in a known one every field must be known. Whatever adds a field raises {@link
 * Manifest#FORMAT_VERSION}.
 */
public final class ManifestJson {

  private ManifestJson() {}

  /**
   * Reads the fields; whether they make sense together is {@link Bundle}'s to check.
   *
   * @param file for the errors
   * @throws BundleFormatException if the text is not a manifest of a known version
   */
  public static Manifest read(String file, String json) throws IOException {
    BundleFaults faults = new BundleFaults(file);
    return faults.readJson(
        EntryName.MANIFEST,
        json,
        fields -> {
          int version = fields.int32("formatVersion");
          if (version < 1 || version > Manifest.FORMAT_VERSION) {
            throw faults.inEntry(
                EntryName.MANIFEST, "a formatVersion of 1 to " + Manifest.FORMAT_VERSION, version);
          }
          return manifest(version, fields);
        });
  }

  /** The text of {@code manifest.json}; the same value gives the same bytes. */
  public static String write(Manifest manifest) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      new ManifestWriter(json).write(manifest);
    }
    return text + "\n";
  }

  private static Manifest manifest(int version, JsonFields fields) throws IOException {
    return new Manifest(
        version,
        fields.string("name"),
        fields.string("architecture"),
        fields.object("config", config -> ConfigJson.read(version, config)),
        fields.string("quantization"),
        fields.objects("signatures", ManifestJson::signature),
        fields.objects("tensors", ManifestJson::tensor),
        fields.string("bosToken"),
        fields.string("eosToken"),
        fields.int32s("stopTokens"),
        fields.object("sampling", ManifestJson::sampling),
        fields.int64("memoryBytes"),
        fields.object("provenance", ManifestJson::strings),
        fields.objects("entries", ManifestJson::entry),
        version >= 2 && fields.has("measurement")
            ? fields.object("measurement", ManifestJson::measurement)
            : null,
        version >= 3 && fields.has("variants")
            ? fields.objects("variants", ManifestJson::variant)
            : List.of());
  }

  private static Manifest.Signature signature(JsonFields fields) throws IOException {
    return new Manifest.Signature(
        fields.string("name"), fields.int32("tokens"), fields.int32("context"));
  }

  private static Manifest.Variant variant(JsonFields fields) throws IOException {
    return new Manifest.Variant(
        fields.string("quantization"),
        fields.int64("offset"),
        fields.int64("memoryBytes"),
        fields.has("measurement") ? fields.object("measurement", ManifestJson::measurement) : null);
  }

  private static Manifest.TensorEntry tensor(JsonFields fields) throws IOException {
    String type = fields.string("type");
    boolean kept = type.equals(TensorEncoding.INT4_KEPT.manifestName());
    return new Manifest.TensorEntry(
        fields.string("name"),
        type,
        fields.int32("rows"),
        fields.int32("columns"),
        fields.string("entry"),
        fields.int64("offset"),
        fields.int64("scalesOffset"),
        kept ? fields.int64("constantsOffset") : TensorView.NO_SCALES,
        kept ? fields.int64("constantScalesOffset") : TensorView.NO_SCALES);
  }

  private static SamplingOptions sampling(JsonFields fields) throws IOException {
    return new SamplingOptions(
        fields.float32("temperature"),
        fields.int32("topK"),
        fields.float32("topP"),
        fields.float32("minP"),
        fields.float32("repetitionPenalty"),
        fields.int32("repetitionWindow"),
        fields.int64("seed"));
  }

  private static Map<String, String> strings(JsonFields fields) throws IOException {
    Map<String, String> strings = new TreeMap<>();
    for (String name : fields.names()) {
      strings.put(name, fields.string(name));
    }
    return strings;
  }

  private static Manifest.Entry entry(JsonFields fields) throws IOException {
    return new Manifest.Entry(
        fields.string("name"), fields.int64("bytes"), fields.string("sha256"));
  }

  private static Measurement measurement(JsonFields fields) throws IOException {
    return new Measurement(
        fields.string("text"),
        fields.int32("wanted"),
        fields.int32("positions"),
        fields.float64("meanKl"),
        fields.float64("top1Agreement"),
        fields.float64("referencePerplexity"),
        fields.float64("perplexity"));
  }
}
