package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A bundle whose ZIP is right and whose manifest is not. */
public final class CorruptManifestTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void open_newerVersion_isRefusedByItsNumberAlone() throws IOException {
    refuses(
        new SmallBundle().manifestText(text -> "{\"formatVersion\": 4, \"all\": \"different\"}"),
        "manifest.json: expected a formatVersion of 1 to 3 but found 4");
    refusesText("\"formatVersion\": 3", "\"formatVersion\": 0", "a formatVersion of 1 to 3");
    refusesText(
        "\"formatVersion\": 3", "\"formatVersion\": \"2\"", "an integer at $.formatVersion");
  }

  @Test
  public void open_fieldUnknownOrMissing_isRefused() throws IOException {
    refusesText("\"name\": \"Small\"", "\"name\": \"Small\", \"mood\": 1", "found \"mood\"");
    refusesText("\"layers\": 2", "\"layers\": 2, \"experts\": 8", "found \"experts\"");
    refusesText("\"name\": \"Small\",", "", "a string at $.name but found nothing");
    refusesText("\"layers\": 2,", "", "an integer at $.config.layers but found nothing");
    refusesText("\"layers\": 2,", "\"layers\": 2, \"layers\": 2,", "each field once");
  }

  @Test
  public void open_notJson_isRefused() throws IOException {
    refuses(new SmallBundle().manifestText(text -> ""), "expected JSON");
    refuses(new SmallBundle().manifestText(text -> "[]"), "expected an object");
    refuses(
        new SmallBundle().manifestText(text -> text.substring(0, text.length() / 2)),
        "expected JSON at ");
  }

  @Test
  public void open_manifestTooLarge_isRefused() throws IOException {
    String padding = " ".repeat(BundleLimits.MAX_MANIFEST_BYTES);
    refuses(
        new SmallBundle().manifestText(text -> text + padding),
        "manifest.json",
        "expected at most 4194304 bytes");
  }

  @Test
  public void open_impossibleDimensions_areRefused() throws IOException {
    refusesText("\"vocabulary\": 258", "\"vocabulary\": 1048577", "a vocabulary of at most");
    refusesText("\"vocabulary\": 258", "\"vocabulary\": 0", "a positive vocabulary");
    refusesText("\"context\": 32", "\"context\": 1048577", "a context of at most");
    refusesText("\"hidden\": 20", "\"hidden\": 262145", "a hidden of at most");
    refusesText("\"layers\": 2", "\"layers\": 1025", "a layers of at most");
    refusesText("\"layers\": 2", "\"layers\": -2", "a positive layers");
    refusesText("\"heads\": 4", "\"heads\": 1026", "a heads of at most");
    refusesText("\"heads\": 4", "\"heads\": 5", "a multiple of kv heads but found 5 and 2");
    refusesText("\"headSize\": 6", "\"headSize\": 65538", "a headSize of at most");
    refusesText("\"feedForward\": 28", "\"feedForward\": 262145", "a feedForward of at most");
    refuses(
        new SmallBundle()
            .manifestText(
                text ->
                    text.replaceFirst("\"context\": 32", "\"context\": 1048576")
                        .replace("\"headSize\": 6", "\"headSize\": 65536")),
        "keys of a layer of at most 268435456 floats but found 137438953472");
    refusesText("\"hidden\": 20", "\"hidden\": 1e1", "an integer at $.config.hidden");
  }

  @Test
  public void open_impossibleOptions_areRefused() throws IOException {
    refusesText("\"kind\": \"rms\"", "\"kind\": \"batch\"", "a known kind but found batch");
    refusesText("\"epsilon\": 1.0E-5", "\"epsilon\": 0", "a positive norm epsilon");
    refusesText("\"epsilon\": 1.0E-5", "\"epsilon\": 1e99", "a number of float32");
    refusesText("\"silu\"", "\"SILU\"", "a known activation but found SILU");
    refusesText(
        "\"gated\": true", "\"gated\": 1", "true or false at $.config.feedForwardKind.gated");
    refusesText("\"gated\": true", "\"gated\": false", "layers.0.gate_up of 28 x 20");
    refusesText("\"post\": false", "\"post\": true", "a tensor layers.0.attention_post_norm");
    refusesText("\"scale\": 1.0", "\"scale\": 0", "a positive embedding scale");
    refusesText("\"scale\": 1.0", "\"scale\": 1.0, \"shift\": 0", "no field beside");
    refusesText("\"tied\": true", "\"tied\": false", "embeddings.bin: expected the entry");
    refusesText(
        "\"learnedPositions\": false",
        "\"learnedPositions\": true",
        "embeddings.bin: expected the entry");
  }

  @Test
  public void open_impossibleAttention_isRefused() throws IOException {
    refusesText("\"dimensions\": 6", "\"dimensions\": 5", "an even number of rotary dimensions");
    refusesText("\"dimensions\": 6", "\"dimensions\": 8", "at most 6 rotary dimensions");
    refusesText("\"theta\": 10000.0", "\"theta\": 0", "a positive theta");
    refusesText("\"factors\": []", "\"factors\": [1, 2]", "3 rotary factors but found 2");
    refusesText("\"factors\": []", "\"factors\": [1, 2, 0]", "a positive rotary factor");
    refusesText("\"factors\": []", "\"factors\": [1, 2, 1e999]", "a number of float64");
    refusesText("\"longFrom\": 0", "\"longFrom\": -1", "a context's length");
    refusesText("\"window\": 2147483647", "\"window\": 0", "a window of at least 1");
    refusesText("\"rotary\": 0", "\"rotary\": 1", "one of 1 rotary tables but found 1");
    refusesText("\"kindOfLayer\": [", "\"kindOfLayer\": [0, ", "the kinds of 2 layers but found 3");
    refusesText(
        "\"kindOfLayer\": [", "\"kindOfLayer\": [7, ", "one of 1 kinds of layers but found 7");
    String table =
        "{\"dimensions\":0,\"theta\":1,\"factors\":[],\"longFactors\":[],\"longFrom\":0,"
            + "\"attentionFactor\":1},";
    refusesText(
        "\"rotaries\": [",
        "\"rotaries\": [" + table.repeat(8),
        "a number of rotary tables of at most 8 but found 9");
  }

  @Test
  public void open_optionsInVersion1_areRefused() throws IOException {
    refuses(
        new SmallBundle().manifestText(text -> text.replace("Version\": 3", "Version\": 1")),
        "float32 at $.config.ropeTheta but found nothing");
    refuses(
        new SmallBundle()
            .version(1)
            .manifestText(text -> text.replace("\"ropeTheta\"", "\"biases\": {}, \"ropeTheta\"")),
        "no field beside");
    refuses(
        new SmallBundle().version(1).manifestText(text -> text.replace("\"llama\"", "\"gpt\"")),
        "architecture llama");
  }

  @Test
  public void open_unknownKinds_areRefused() throws IOException {
    refusesText("\"architecture\": \"llama\"", "\"architecture\": \"\"", "an architecture");
    refusesText(
        "\"int8-per-channel\"",
        "\"int3\"",
        "a quantization of [int8-per-channel, float32, float16, small, keep]");
    refusesText("\"memoryBytes\": 1048576", "\"memoryBytes\": -1", "memoryBytes of at least 0");
    refusesText("\"temperature\": 0.0", "\"temperature\": 3", "temperature from 0.0 to 2.0");
  }

  @Test
  public void open_impossibleSignatures_areRefused() throws IOException {
    refusesSignatures(List.of(), "a signature of 1 token");
    refusesSignatures(List.of(signature("prefill", 8, 32)), "a signature of 1 token");
    refusesSignatures(List.of(signature("decode", 1, 16)), "the whole context 32 but found 16");
    refusesSignatures(List.of(signature("decode", 1, 64)), "the whole context 32 but found 64");
    refusesSignatures(
        List.of(signature("decode", 1, 32), signature("decode", 8, 32)), "decode twice");
    refusesSignatures(List.of(signature("", 1, 32)), "a signature with a name");
    refusesSignatures(
        List.of(signature("decode", 1, 32), signature("p", 4097, 32)), "1 to 4096 tokens");
  }

  @Test
  public void open_rotaryTablesBeyondMemory_areRefused() throws IOException {
    DecoderConfig config =
        DecoderConfig.llama(SmallTokenizer.VOCABULARY, BundleLimits.MAX_CONTEXT)
            .hidden(20)
            .layers(2)
            .heads(4, 1)
            .headSize(256)
            .feedForward(28)
            .tied(true)
            .build();
    refuses(
        new SmallBundle().config(config),
        "rotary tables of at most 33554432 cosines but found 134217728");
  }

  @Test
  public void open_signaturesBeyondMemory_areRefused() throws IOException {
    int context = BundleLimits.MAX_CONTEXT;
    refuses(
        new SmallBundle()
            .config(SmallModel.config(context, true))
            .manifest(
                m ->
                    with(
                        m,
                        List.of(signature("decode", 1, context), signature("p", 4096, context)),
                        m.tensors(),
                        m.entries())),
        "a mask of at most 134217728 floats of p but found 4311744512");
    refuses(
        new SmallBundle()
            .manifest(
                m ->
                    with(
                        m,
                        List.of(signature("decode", 1, 32), signature("p", 4096, 32)),
                        m.tensors(),
                        m.entries()))
            .manifestText(text -> text.replace("\"vocabulary\": 258", "\"vocabulary\": 32769")),
        "logits of at most 134217728 floats of p but found 134221824");
  }

  @Test
  public void open_stopTokenOutsideVocabulary_isRefused() throws IOException {
    refusesText("    257\n", "    258\n", "expected stopTokens below 258 but found 258");
    refusesText("    257\n", "    -1\n", "expected stopTokens below 258 but found -1");
  }

  @Test
  public void open_entriesNotThoseOfTheFile_areRefused() throws IOException {
    refuses(new SmallBundle().without(EntryName.GOLDEN), "golden.json: expected the entry");
    refuses(new SmallBundle().without(EntryName.TOKENIZER), "tokenizer.json: expected the entry");
    refusesEntries(entries -> entries.remove(0), "its entries to list model.tflite");
    refusesEntries(entries -> entries.add(entries.get(0)), "model.tflite twice");
    refusesEntries(
        entries -> entries.add(new Manifest.Entry("manifest.json", 1, "0".repeat(64))),
        "expected entries beside itself but found manifest.json");
    refusesEntries(
        entries -> entries.add(new Manifest.Entry("x.bin", 1, "0".repeat(64))),
        "expected entries beside itself but found x.bin");
  }

  @Test
  public void open_entryOfOtherSizeOrHash_isRefused() throws IOException {
    refusesEntries(
        entries -> entries.set(0, new Manifest.Entry(EntryName.MODEL, 5, "0".repeat(64))),
        "model.tflite: expected 5 bytes but found ");
    refusesEntries(
        entries ->
            entries.set(
                0, new Manifest.Entry(EntryName.MODEL, entries.get(0).bytes(), "0".repeat(64))),
        "model.tflite: expected SHA-256 0000");
    refusesEntries(
        entries ->
            entries.set(0, new Manifest.Entry(EntryName.MODEL, entries.get(0).bytes(), "00")),
        "64 hex digits of model.tflite");
  }

  @Test
  public void open_wrongVariants_areRefused() throws IOException {
    refusesVariants(variant("float32", 0, 1), "the graph of float32 at a multiple of 64");
    refusesVariants(variant("float32", 96, 1), "model.tflite, offset 96: expected the graph of");
    refusesVariants(variant("float32", 1L << 32, 1), "an entry of ");
    refusesVariants(variant("float32", 64, -1), "memoryBytes of at least 0 but found -1");
    refusesVariants(variant("int3", 64, 1), "a quantization of [");
    refusesVariants(variant("int8-per-channel", 64, 1), "found int8-per-channel twice");
    String more = variant("small", 64, 1) + "," + variant("keep", 64, 1);
    refusesVariants(
        variant("float32", 64, 1) + "," + variant("float16", 64, 1) + "," + more + "," + more,
        "a number of variants of at most 4 but found 6");
  }

  @Test
  public void open_variantsBeforeVersion3_areRefused() throws IOException {
    refuses(
        new SmallBundle()
            .version(2)
            .manifestText(text -> withVariants(text, variant("float32", 64, 1))),
        "found \"variants\"");
  }

  @Test
  public void open_embeddingsWhereTheyMustNotBe_areRefused() throws IOException {
    refuses(
        new SmallBundle()
            .untied()
            .manifestText(text -> text.replace("\"tied\": false", "\"tied\": true")),
        "embeddings.bin: expected no such entry in a tied model");
    refusesText("\"tied\": true", "\"tied\": false", "embeddings.bin: expected the entry");
  }

  @Test
  public void open_tensorsNotThoseOfTheModel_areRefused() throws IOException {
    refusesTensors(tensors -> tensors.remove(3), "expected a tensor layers.0.attention_output");
    refusesTensors(tensors -> tensors.add(tensors.get(3)), "each tensor of the model once");
    refusesTensor(1, t -> place("layers.9.qkv", t, t.offset()), "found layers.9.qkv");
    refusesTensor(0, t -> shape(t, t.rows() + 1, t.columns()), "embedding of 258 x 20");
    refusesTensor(2, t -> shape(t, t.columns(), t.rows()), "expected layers.0.qkv of 48 x 20");
    refusesTensor(0, t -> type(t, "int4", t.scalesOffset()), "a known type of embedding");
    refusesTensor(0, t -> type(t, "int4-blocks", 64), "columns in blocks of 32 of embedding");
    refusesTensor(1, t -> type(t, "float32", 64), "-1 for the scales of float32");
    refusesTensor(0, t -> entry(t, "embeddings.bin"), "embedding in model.tflite");
    refusesTensor(3, t -> entry(t, "card.md"), "in model.tflite but found card.md");
  }

  @Test
  public void open_tensorsBeyondTheEntryOrOverlapping_areRefused() throws IOException {
    refusesTensor(0, t -> place(t.name(), t, -4), "at a multiple of 4");
    refusesTensor(0, t -> place(t.name(), t, 2), "at a multiple of 4");
    refusesTensor(0, t -> place(t.name(), t, Long.MAX_VALUE - 3), "an entry of ");
    refusesTensor(0, t -> place(t.name(), t, 1 << 20), "an entry of ");
    refusesTensor(0, t -> type(t, "int8", 1 << 20), "1032 bytes of scales of embedding");
    refusesTensor(2, t -> place(t.name(), t, 0), "an overlap with the ");
    refusesTensor(2, t -> type(t, "int8", 4), "an overlap with the embedding values");
  }

  @Test
  public void open_typesOfVersion2InVersion1_areRefused() throws IOException {
    refuses(
        new SmallBundle()
            .float32()
            .version(1)
            .manifestText(
                text -> text.replaceFirst("\"type\": \"float32\"", "\"type\": \"float16\"")),
        "type float32 or int8 of embedding in version 1");
    refuses(
        new SmallBundle()
            .version(1)
            .manifestText(text -> text.replace("\"int8-per-channel\"", "\"keep\"")),
        "a quantization of [int8-per-channel, float32] but found keep");
  }

  @Test
  public void tensor_nameOfNoTensor_isRefused() throws IOException {
    Path path = folder.newFile().toPath();
    new SmallBundle().write(path);
    try (Bundle bundle = Bundle.open(path)) {
      assertThatThrownBy(() -> bundle.tensor(TensorName.qkv(2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layers.2.qkv");
    }
  }

  private static Manifest.Signature signature(String name, int tokens, int context) {
    return new Manifest.Signature(name, tokens, context);
  }

  private static Manifest.TensorEntry place(String name, Manifest.TensorEntry t, long offset) {
    return new Manifest.TensorEntry(
        name, t.type(), t.rows(), t.columns(), t.entry(), offset, t.scalesOffset());
  }

  private static Manifest.TensorEntry shape(Manifest.TensorEntry t, int rows, int columns) {
    return new Manifest.TensorEntry(
        t.name(), t.type(), rows, columns, t.entry(), t.offset(), t.scalesOffset());
  }

  private static Manifest.TensorEntry type(Manifest.TensorEntry t, String type, long scales) {
    return new Manifest.TensorEntry(
        t.name(), type, t.rows(), t.columns(), t.entry(), t.offset(), scales);
  }

  private static Manifest.TensorEntry entry(Manifest.TensorEntry t, String entry) {
    return new Manifest.TensorEntry(
        t.name(), t.type(), t.rows(), t.columns(), entry, t.offset(), t.scalesOffset());
  }

  private void refusesTensor(int index, UnaryOperator<Manifest.TensorEntry> change, String message)
      throws IOException {
    refusesTensors(tensors -> tensors.set(index, change.apply(tensors.get(index))), message);
  }

  private void refusesTensors(Change<Manifest.TensorEntry> change, String message)
      throws IOException {
    refuses(
        new SmallBundle()
            .manifest(m -> with(m, m.signatures(), changed(m.tensors(), change), m.entries())),
        message);
  }

  private void refusesSignatures(List<Manifest.Signature> signatures, String message)
      throws IOException {
    refuses(
        new SmallBundle().manifest(m -> with(m, signatures, m.tensors(), m.entries())), message);
  }

  private void refusesEntries(Change<Manifest.Entry> change, String message) throws IOException {
    refuses(
        new SmallBundle()
            .manifest(m -> with(m, m.signatures(), m.tensors(), changed(m.entries(), change))),
        message);
  }

  private void refusesVariants(String variants, String message) throws IOException {
    refuses(new SmallBundle().manifestText(text -> withVariants(text, variants)), message);
  }

  private static String withVariants(String manifest, String variants) {
    return manifest.replaceFirst("\\n}\n$", ",\n  \"variants\": [" + variants + "]\n}\n");
  }

  private static String variant(String quantization, long offset, long memoryBytes) {
    return "{\"quantization\": \""
        + quantization
        + "\", \"offset\": "
        + offset
        + ", \"memoryBytes\": "
        + memoryBytes
        + "}";
  }

  private void refusesText(String from, String to, String message) throws IOException {
    refuses(
        new SmallBundle()
            .manifestText(
                text -> {
                  assertThat(text).contains(from);
                  return text.replace(from, to);
                }),
        message);
  }

  private void refuses(SmallBundle bundle, String... message) throws IOException {
    Path path = folder.getRoot().toPath().resolve("spoiled.ember");
    bundle.write(path);
    assertThatThrownBy(() -> Bundle.open(path).close())
        .isInstanceOf(BundleFormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(message);
  }

  /** Changes a list in place. */
  private interface Change<T> {
    void apply(List<T> list);
  }

  private static <T> List<T> changed(List<T> list, Change<T> change) {
    List<T> copy = new ArrayList<>(list);
    change.apply(copy);
    return copy;
  }

  private static Manifest with(
      Manifest m,
      List<Manifest.Signature> signatures,
      List<Manifest.TensorEntry> tensors,
      List<Manifest.Entry> entries) {
    return new Manifest(
        m.formatVersion(),
        m.name(),
        m.architecture(),
        m.config(),
        m.quantization(),
        signatures,
        tensors,
        m.bosToken(),
        m.eosToken(),
        m.stopTokens(),
        m.sampling(),
        m.memoryBytes(),
        m.provenance(),
        entries,
        m.measurement(),
        m.variants());
  }
}
