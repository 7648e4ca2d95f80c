package dev.ember.converter.cli;

import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A manifest in lines for people. */
final class BundleDescription {
  private static final double BYTES_PER_MB = 1e6;

  private final Manifest manifest;
  private final List<String> lines = new ArrayList<>();

  BundleDescription(Manifest manifest) {
    this.manifest = manifest;
  }

  List<String> lines(Path file, long bytes) {
    lines.clear();
    lines.add(
        file.getFileName() + ": " + manifest.name() + ", " + megabytes(bytes) + ", undamaged");
    model();
    tokens();
    sampling(manifest.sampling());
    add("memory", "about " + megabytes(manifest.memoryBytes()) + " when loaded");
    new TreeMap<>(manifest.provenance()).forEach((name, value) -> add("provenance", name, value));
    for (Manifest.Entry entry : manifest.entries()) {
      add("entry", entry.name(), megabytes(entry.bytes()) + ", SHA-256 " + entry.sha256());
    }
    return List.copyOf(lines);
  }

  private void model() {
    DecoderConfig config = manifest.config();
    add("format", "version " + manifest.formatVersion());
    add(
        "model",
        String.format(
            Locale.ROOT,
            "%s, %,d parameters, %s",
            manifest.architecture(),
            InspectCommand.parameters(manifest),
            manifest.quantization()));
    add("layers", config.layers() + " of width " + config.hidden());
    add(
        "attention",
        config.heads()
            + " heads of "
            + config.headSize()
            + ", "
            + config.kvHeads()
            + " for keys and values");
    add("feed-forward", Integer.toString(config.feedForward()));
    add(
        "vocabulary",
        config.vocabulary() + (config.tiedEmbeddings() ? ", one table for both ends" : ""));
    add("context", config.context() + " tokens");
    for (Manifest.Signature signature : manifest.signatures()) {
      add(
          "signature",
          signature.name(),
          signature.tokens() + " new, " + signature.context() + " cached");
    }
  }

  private void tokens() {
    add("begins with", quoted(manifest.bosToken()));
    add("ends with", quoted(manifest.eosToken()) + ", ids " + manifest.stopTokens());
  }

  private void sampling(SamplingOptions sampling) {
    add(
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

  private void add(String name, String value) {
    lines.add(String.format("  %-14s %s", name, value));
  }

  private void add(String name, String part, String value) {
    add(name, String.format("%-20s %s", part, value));
  }

  private static String quoted(String token) {
    return token.isEmpty() ? "nothing" : "\"" + token + "\"";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / BYTES_PER_MB);
  }
}
