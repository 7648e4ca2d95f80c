package dev.ember.converter.cli.inspect;

import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.Measurement;
import dev.ember.inference.bundle.MemoryParts;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A manifest as facts. */
final class BundleFacts {
  private static final double PERCENT = 100;

  private final Manifest manifest;
  private final FactSheet sheet = new FactSheet();

  private BundleFacts(Manifest manifest) {
    this.manifest = manifest;
  }

  static FactSheet of(Manifest manifest) {
    BundleFacts facts = new BundleFacts(manifest);
    facts.model();
    facts.tokens();
    facts.sampling(manifest.sampling());
    facts.files();
    return facts.sheet;
  }

  private void model() {
    sheet.add("format", "version " + manifest.formatVersion());
    sheet.add(
        "model",
        String.format(
            Locale.ROOT,
            "%s, %s, %s",
            manifest.architecture(),
            ConfigFacts.parameters(manifest.config()),
            manifest.quantization()));
    ConfigFacts.add(manifest.config(), sheet);
    for (Manifest.Signature signature : manifest.signatures()) {
      sheet.add(
          "signature",
          signature.name(),
          signature.tokens() + " new, " + signature.context() + " cached");
    }
  }

  private void tokens() {
    sheet.add("begins with", quoted(manifest.bosToken()));
    sheet.add("ends with", quoted(manifest.eosToken()) + ", ids " + manifest.stopTokens());
  }

  private void sampling(SamplingOptions sampling) {
    sheet.add(
        "sampling",
        "temperature "
            + sampling.temperature()
            + ", top-k "
            + sampling.topK()
            + ", top-p "
            + sampling.topP()
            + ", min-p "
            + sampling.minP()
            + ", repetition penalty "
            + sampling.repetitionPenalty()
            + " over "
            + sampling.repetitionWindow());
  }

  private void files() {
    memory();
    measured(manifest.measurement());
    for (Manifest.Variant variant : manifest.variants()) {
      sheet.add(
          "variant",
          variant.quantization()
              + ", about "
              + FactSheet.megabytes(variant.memoryBytes())
              + " when loaded in place of the first");
      measured(variant.measurement());
    }
    new TreeMap<>(manifest.provenance())
        .forEach((name, value) -> sheet.add("provenance", name, value));
    for (Manifest.Entry entry : manifest.entries()) {
      sheet.add(
          "entry",
          entry.name(),
          FactSheet.megabytes(entry.bytes()) + ", SHA-256 " + entry.sha256());
    }
  }

  /** The sum that the manifest has, what it is made of, and what each smaller context takes. */
  private void memory() {
    sheet.add("memory", "about " + FactSheet.megabytes(manifest.memoryBytes()) + " when loaded");
    List<Integer> contexts = new ArrayList<>(manifest.contexts());
    if (contexts.isEmpty()) {
      return;
    }
    MemorySum sum = MemorySum.of(manifest);
    MemoryParts parts = sum.parts(contexts, MemorySum.Opened.ALL);
    part("packed weights", parts.packedWeights(), "once for all signatures");
    part("signatures", parts.signatures(), "tables and nodes of each that is open");
    part("working", parts.working(), "scores of a prefill in each open context");
    part("cache", parts.cache(), "keys and values of one full context");
    part("runtime", parts.runtime(), "natives, Java, inputs and outputs");
    part("earlier chats", Decoder.DEFAULT_STORE_BYTES, "at most, beside that: their caches");
    for (int i = 0; i < contexts.size() - 1; i++) {
      part(
          "context " + contexts.get(i),
          sum.bytes(contexts.subList(0, i + 1), MemorySum.Opened.ALL),
          "where the chat needs no larger one");
    }
    part(
        "decode alone",
        sum.bytes(contexts.subList(0, 1), MemorySum.Opened.DECODE),
        "the least: context " + contexts.get(0) + ", a token at a time");
  }

  private void part(String name, long bytes, String meaning) {
    sheet.add("memory", name, FactSheet.megabytes(bytes) + ", " + meaning);
  }

  private void measured(@Nullable Measurement measurement) {
    if (measurement != null && measurement.positions() > 0) {
      sheet.add(
          "measured",
          String.format(
              Locale.ROOT,
              "%d positions of %s: mean KL %.5f nats, top-1 agreement %.2f %%, perplexity %.2f"
                  + " after %.2f",
              measurement.positions(),
              measurement.text(),
              measurement.meanKl(),
              PERCENT * measurement.top1Agreement(),
              measurement.perplexity(),
              measurement.referencePerplexity()));
    }
  }

  static String quoted(String token) {
    return token.isEmpty() ? "nothing" : "\"" + token + "\"";
  }
}
