package dev.ember.app.inside;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportEffort;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * SmolLM2-135M-Instruct, imported from its Q4_1 GGUF as the app does, but that its activations are
 * not smoothed, nor how well it is rounded measured: that is most of the work, {@code
 * QuantizationConformanceTest} of export does it, and it changes nothing of what a screen shows.
 */
public final class ImportedModel implements AutoCloseable {
  /**
   * Probabilities of a text that was read in chunks may differ by so much from those that came
   * token by token: what goes into a product is rounded to eight bits, and a last bit of a float
   * decides how. Up to 0.084 was seen, on a processor without AVX-512; with it, none in some tests.
   */
  public static final float CHUNKS = 0.15f;

  /** A property, for Robolectric's tests load this class anew: where the bundle lies. */
  private static final String IMPORTED = "ember.test-imported";

  private static final String NAME = "SmolLM2-135M-Instruct.Q4_1";
  private static final int CONTEXT = 512;

  private static final ExportEffort LEAST =
      ExportEffort.DEFAULT.withSmoothingTokens(0).withMeasuredPositions(0);

  private static final Path REAL = Path.of(System.getProperty("ember.vectors"), "real");

  private final OpenModel open;
  private final Engine engine;
  private final Backend reference;
  private final JsonArray cases;

  private ImportedModel(Path file) throws IOException {
    open = OpenModel.open(file);
    engine = Engine.open(open.bundle(), TfliteBackend.open(open.bundle(), 1));
    reference = new ReferenceBackend(open.bundle());
    cases = json("expected.json").getAsJsonObject().getAsJsonArray("cases");
  }

  /** Opens it, imported once for all tests, which takes most of their time. */
  static ImportedModel imported() throws IOException, ParityException {
    return new ImportedModel(file());
  }

  /** Its bundle, imported by whoever of this JVM asks first. Not to be changed. */
  public static Path file() throws IOException, ParityException {
    String before = System.getProperty(IMPORTED);
    if (before != null) {
      return Path.of(before);
    }
    Path file = Files.createTempFile("smollm2", ".ember");
    file.toFile().deleteOnExit();
    write(file);
    System.setProperty(IMPORTED, file.toString());
    return file;
  }

  private static void write(Path file) throws IOException, ParityException {
    ExportOptions options =
        new ExportOptions(NAME, Quantization.INT8_PER_CHANNEL, CONTEXT, 2, Map.of())
            .withEffort(LEAST);
    try (ModelSource source = ModelSources.open(REAL.resolve(NAME + ".gguf"))) {
      BundleExport.export(source, file, options, (step, share) -> {});
    }
  }

  private static JsonElement json(String name) throws IOException {
    return JsonParser.parseString(new String(Files.readAllBytes(REAL.resolve(name)), UTF_8));
  }

  /** As the lab opens it. */
  public OpenModel open() {
    return open;
  }

  /** As chats have it: on TensorFlow Lite. */
  public Engine engine() {
    return engine;
  }

  /** What another implementation said of the same file. */
  public JsonObject expected(String name) {
    for (JsonElement each : cases) {
      if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
        return each.getAsJsonObject();
      }
    }
    throw new IllegalArgumentException("expected a case " + name);
  }

  /** A hundred texts with their tokens by two other implementations. */
  public static JsonArray tokens() throws IOException {
    return json("tokens.json").getAsJsonArray();
  }

  public static int[] ints(JsonArray values) {
    int[] ints = new int[values.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = values.get(i).getAsInt();
    }
    return ints;
  }

  /** By the plain-Java reference over all weights on the heap, token by token: {@code [V]}. */
  public float[] referenceLogits(int[] tokens) {
    return logits(reference, tokens);
  }

  /** By TensorFlow Lite, token by token: {@code [V]}. */
  public float[] engineLogits(int[] tokens) {
    return logits(engine.backend(), tokens);
  }

  private static float[] logits(Backend backend, int[] tokens) {
    float[] logits = new float[backend.config().vocabulary()];
    try (KvCache cache = backend.newCache()) {
      for (int token : tokens) {
        backend.decode(token, cache, logits);
      }
    }
    return logits;
  }

  /** The probability of a token by logits, straight from the definition. */
  public static float softmax(float[] logits, int token) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    return (float) (Math.exp(logits[token] - max) / sum);
  }

  @Override
  public void close() {
    reference.close();
    engine.close();
    open.close();
  }
}
