package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that a manifest makes sense, and that the file's entries are those it lists. */
final class ManifestCheck {
  private static final String FIRST_ARCHITECTURE = "llama"; // the only one of version 1
  private static final List<String> FIRST_QUANTIZATIONS = List.of("int8-per-channel", "float32");
  private static final List<String> QUANTIZATIONS =
      List.of("int8-per-channel", "float32", "float16", "small", "keep");
  private static final int SHA256_DIGITS = 64;

  private final Manifest manifest;
  private final BundleFaults faults;

  ManifestCheck(Manifest manifest, BundleFaults faults) {
    this.manifest = manifest;
    this.faults = faults;
  }

  /**
   * @param entryBytes size by name of every entry of the file
   */
  void check(Map<String, Integer> entryBytes) throws IOException {
    require(
        manifest.formatVersion() > 1 || manifest.architecture().equals(FIRST_ARCHITECTURE),
        "architecture " + FIRST_ARCHITECTURE,
        manifest.architecture());
    require(!manifest.architecture().isEmpty(), "an architecture", "none");
    List<String> quantizations = manifest.formatVersion() < 2 ? FIRST_QUANTIZATIONS : QUANTIZATIONS;
    checkGraph(quantizations, manifest.quantization(), manifest.memoryBytes());
    checkConfig(manifest.config());
    checkSignatures();
    checkStopTokens();
    checkEntries(entryBytes);
    checkVariants(entryBytes.getOrDefault(EntryName.MODEL, 0));
    new TensorCheck(manifest, faults).check(entryBytes);
  }

  private void checkGraph(List<String> quantizations, String quantization, long memoryBytes)
      throws IOException {
    require(
        quantizations.contains(quantization), "a quantization of " + quantizations, quantization);
    require(memoryBytes >= 0, "memoryBytes of at least 0", memoryBytes);
  }

  private void checkVariants(int modelBytes) throws IOException {
    requireAtMost("number of variants", manifest.variants().size(), BundleLimits.MAX_VARIANTS);
    Set<String> quantizations = new HashSet<>(Set.of(manifest.quantization()));
    for (Manifest.Variant variant : manifest.variants()) {
      String quantization = variant.quantization();
      checkGraph(QUANTIZATIONS, quantization, variant.memoryBytes());
      require(quantizations.add(quantization), "each quantization once", quantization + " twice");
      long offset = variant.offset();
      if (offset <= 0 || offset >= modelBytes || offset % ZipFormat.ALIGNMENT != 0) {
        throw faults.inEntry(
            EntryName.MODEL,
            offset,
            "the graph of " + quantization + " at a multiple of " + ZipFormat.ALIGNMENT,
            "an entry of " + modelBytes + " bytes");
      }
    }
  }

  private void checkConfig(DecoderConfig config) throws IOException {
    requireAtMost("vocabulary", config.vocabulary(), BundleLimits.MAX_VOCABULARY);
    requireAtMost("context", config.context(), BundleLimits.MAX_CONTEXT);
    requireAtMost("hidden", config.hidden(), BundleLimits.MAX_WIDTH);
    requireAtMost("layers", config.layers(), BundleLimits.MAX_LAYERS);
    requireAtMost("heads", config.heads(), BundleLimits.MAX_HEADS);
    requireAtMost("headSize", config.headSize(), BundleLimits.MAX_WIDTH / config.heads());
    requireAtMost("feedForward", config.feedForward(), BundleLimits.MAX_WIDTH);
    long cache = (long) config.kvSize() * config.context();
    require(
        cache <= BundleLimits.MAX_CACHE_FLOATS,
        "keys of a layer of at most " + BundleLimits.MAX_CACHE_FLOATS + " floats",
        cache);
    int tables = config.attention().rotaries().size();
    requireAtMost("number of rotary tables", tables, BundleLimits.MAX_ROTARY_TABLES);
    long cosines = 0;
    for (Rotary rotary : config.attention().rotaries()) {
      cosines += (long) config.context() * rotary.dimensions() / 2;
    }
    require(
        cosines <= BundleLimits.MAX_ROTARY_FLOATS,
        "rotary tables of at most " + BundleLimits.MAX_ROTARY_FLOATS + " cosines",
        cosines);
  }

  private void checkSignatures() throws IOException {
    Set<String> names = new HashSet<>();
    int largestContext = 0;
    boolean decodes = false;
    for (Manifest.Signature signature : manifest.signatures()) {
      require(!signature.name().isEmpty(), "a signature with a name", "none");
      require(names.add(signature.name()), "each signature once", signature.name() + " twice");
      require(
          signature.tokens() >= 1 && signature.tokens() <= BundleLimits.MAX_SIGNATURE_TOKENS,
          "a signature of 1 to " + BundleLimits.MAX_SIGNATURE_TOKENS + " tokens",
          signature.tokens());
      require(signature.context() >= 1, "a signature with a context", signature.context());
      requireMemory(signature);
      largestContext = Math.max(largestContext, signature.context());
      decodes |= signature.tokens() == 1;
    }
    require(decodes, "a signature of 1 token", manifest.signatures());
    require(
        largestContext == manifest.config().context(),
        "a signature of the whole context " + manifest.config().context(),
        largestContext);
  }

  /** What is allocated for a signature before the runtime has seen the graph. */
  private void requireMemory(Manifest.Signature signature) throws IOException {
    long tokens = signature.tokens();
    long mask = tokens * (signature.context() + tokens);
    long logits = tokens * manifest.config().vocabulary();
    String limit = " of at most " + BundleLimits.MAX_SIGNATURE_FLOATS + " floats of ";
    String name = signature.name();
    require(mask <= BundleLimits.MAX_SIGNATURE_FLOATS, "a mask" + limit + name, mask);
    require(logits <= BundleLimits.MAX_SIGNATURE_FLOATS, "logits" + limit + name, logits);
  }

  private void checkStopTokens() throws IOException {
    for (int token : manifest.stopTokens()) {
      require(
          token >= 0 && token < manifest.config().vocabulary(),
          "stopTokens below " + manifest.config().vocabulary(),
          token);
    }
  }

  private void checkEntries(Map<String, Integer> entryBytes) throws IOException {
    Map<String, Manifest.Entry> listed = new HashMap<>();
    for (Manifest.Entry entry : manifest.entries()) {
      require(listed.put(entry.name(), entry) == null, "each entry once", entry.name() + " twice");
      require(
          entry.sha256().length() == SHA256_DIGITS,
          SHA256_DIGITS + " hex digits of " + entry.name(),
          entry.sha256());
    }
    for (String name : EntryName.ALL) {
      boolean wanted = !name.equals(EntryName.EMBEDDINGS) || hasHostTables();
      boolean present = entryBytes.containsKey(name);
      if (wanted != present) {
        throw faults.inEntry(
            name, wanted ? "the entry" : "no such entry in a tied model", present ? "it" : "none");
      }
      if (!name.equals(EntryName.MANIFEST)) {
        require(
            listed.containsKey(name) == present,
            present ? "its entries to list " + name : "no entry " + name,
            listed.keySet());
      }
    }
    for (Manifest.Entry entry : manifest.entries()) {
      Integer bytes = entryBytes.get(entry.name());
      if (bytes == null || entry.name().equals(EntryName.MANIFEST)) {
        throw faults.inEntry(EntryName.MANIFEST, "entries beside itself", entry.name());
      }
      if (entry.bytes() != bytes) {
        throw faults.inEntry(entry.name(), entry.bytes() + " bytes", bytes);
      }
    }
  }

  /** Whether the host reads a table that the graph does not hold. */
  private boolean hasHostTables() {
    Embeddings embeddings = manifest.config().embeddings();
    return !embeddings.tied() || embeddings.learnedPositions();
  }

  private void requireAtMost(String name, int value, int limit) throws IOException {
    require(value <= limit, "a " + name + " of at most " + limit, value);
  }

  private void require(boolean condition, String expected, Object found) throws IOException {
    if (!condition) {
      throw faults.inEntry(EntryName.MANIFEST, expected, found);
    }
  }
}
