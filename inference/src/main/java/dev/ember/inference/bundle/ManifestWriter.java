package dev.ember.inference.bundle;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes the fields in the order of the records, provenance sorted. */
final class ManifestWriter {
  private final JsonWriter json;

  ManifestWriter(JsonWriter json) {
    this.json = json;
  }

  void write(Manifest manifest) throws IOException {
    json.beginObject();
    json.name("formatVersion").value(manifest.formatVersion());
    json.name("name").value(manifest.name());
    json.name("architecture").value(manifest.architecture());
    json.name("config");
    ConfigJson.write(manifest.formatVersion(), manifest.config(), json);
    json.name("quantization").value(manifest.quantization());
    signatures(manifest);
    tensors(manifest);
    json.name("bosToken").value(manifest.bosToken());
    json.name("eosToken").value(manifest.eosToken());
    json.name("stopTokens").beginArray();
    for (int token : manifest.stopTokens()) {
      json.value(token);
    }
    json.endArray();
    sampling(manifest.sampling());
    json.name("memoryBytes").value(manifest.memoryBytes());
    json.name("provenance").beginObject();
    for (Map.Entry<String, String> fact : new TreeMap<>(manifest.provenance()).entrySet()) {
      json.name(fact.getKey()).value(fact.getValue());
    }
    json.endObject();
    entries(manifest);
    if (manifest.measurement() != null) {
      measurement(manifest.measurement());
    }
    if (!manifest.variants().isEmpty()) {
      variants(manifest);
    }
    json.endObject();
  }

  private void signatures(Manifest manifest) throws IOException {
    json.name("signatures").beginArray();
    for (Manifest.Signature signature : manifest.signatures()) {
      json.beginObject().name("name").value(signature.name());
      json.name("tokens").value(signature.tokens());
      json.name("context").value(signature.context()).endObject();
    }
    json.endArray();
  }

  private void tensors(Manifest manifest) throws IOException {
    json.name("tensors").beginArray();
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      json.beginObject().name("name").value(tensor.name());
      json.name("type").value(tensor.type());
      json.name("rows").value(tensor.rows());
      json.name("columns").value(tensor.columns());
      json.name("entry").value(tensor.entry());
      json.name("offset").value(tensor.offset());
      json.name("scalesOffset").value(tensor.scalesOffset());
      if (tensor.type().equals(TensorEncoding.INT4_KEPT.manifestName())) {
        json.name("constantsOffset").value(tensor.constantsOffset());
        json.name("constantScalesOffset").value(tensor.constantScalesOffset());
      }
      json.endObject();
    }
    json.endArray();
  }

  private void sampling(SamplingOptions sampling) throws IOException {
    json.name("sampling").beginObject();
    json.name("temperature").value(sampling.temperature());
    json.name("topK").value(sampling.topK());
    json.name("topP").value(sampling.topP());
    json.name("minP").value(sampling.minP());
    json.name("repetitionPenalty").value(sampling.repetitionPenalty());
    json.name("repetitionWindow").value(sampling.repetitionWindow());
    json.name("seed").value(sampling.seed());
    json.endObject();
  }

  private void entries(Manifest manifest) throws IOException {
    json.name("entries").beginArray();
    for (Manifest.Entry entry : manifest.entries()) {
      json.beginObject().name("name").value(entry.name());
      json.name("bytes").value(entry.bytes());
      json.name("sha256").value(entry.sha256()).endObject();
    }
    json.endArray();
  }

  private void variants(Manifest manifest) throws IOException {
    json.name("variants").beginArray();
    for (Manifest.Variant variant : manifest.variants()) {
      json.beginObject().name("quantization").value(variant.quantization());
      json.name("offset").value(variant.offset());
      json.name("memoryBytes").value(variant.memoryBytes());
      if (variant.measurement() != null) {
        measurement(variant.measurement());
      }
      json.endObject();
    }
    json.endArray();
  }

  private void measurement(Measurement measurement) throws IOException {
    json.name("measurement").beginObject().name("text").value(measurement.text());
    json.name("wanted").value(measurement.wanted());
    json.name("positions").value(measurement.positions());
    json.name("meanKl").value(measurement.meanKl());
    json.name("top1Agreement").value(measurement.top1Agreement());
    json.name("referencePerplexity").value(measurement.referencePerplexity());
    json.name("perplexity").value(measurement.perplexity()).endObject();
  }
}
