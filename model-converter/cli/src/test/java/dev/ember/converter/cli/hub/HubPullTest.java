package dev.ember.converter.cli.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class HubPullTest {
  private static final String TOKEN = "hf_secretsecret";

  /** Large enough that a connection which breaks half-way has sent some of it. */
  private static final byte[] WEIGHTS = random(3_000_000);

  /** Breaks the connection in the middle of the body. */
  private static final UnaryOperator<MockResponse> BREAKS =
      answer -> answer.setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final RecordingPull listener = new RecordingPull();

  @SuppressWarnings("NullAway.Init") // set before each test
  private FakeHub hub;

  @Before
  public void start() throws IOException {
    hub =
        new FakeHub()
            .file(".gitattributes", "x")
            .file("config.json", "{}")
            .file("model.safetensors", WEIGHTS)
            .file("tokenizer.json", "{\"a\":1}")
            .file("README.md", "# Card");
  }

  @After
  public void stop() throws IOException {
    hub.close();
  }

  @Test
  public void pull_folder_bringsTheFilesWholeAndUnderTheirNames() throws IOException {
    PulledModel pulled = pull();

    assertThat(pulled.listing().licence()).isEqualTo("apache-2.0");
    assertThat(pulled.source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(pulled.source().resolve("config.json")).hasContent("{}");
    assertThat(names(pulled.source()))
        .containsExactlyInAnyOrder(
            "config.json", "model.safetensors", "tokenizer.json", "README.md");
    assertThat(listener.done).isEqualTo(listener.total).isEqualTo(WEIGHTS.length + 15);
  }

  @Test
  public void pull_severalFormats_takesSafetensorsAlone() throws IOException {
    hub.file("pytorch_model.bin", "pickle")
        .file("model.gguf", "GGUF")
        .file("onnx/model.onnx", "onnx")
        .file("tokenizer.model", "same as tokenizer.json");

    pull();

    assertThat(hub.filesAskedFor())
        .containsExactlyInAnyOrder(
            "config.json", "tokenizer.json", "README.md", "model.safetensors");
  }

  @Test
  public void pull_shards_takesThoseOfTheIndex() throws IOException {
    FakeHub sharded =
        new FakeHub()
            .file("config.json", "{}")
            .file("model.safetensors.index.json", "{\"weight_map\":{\"x\":\"b\",\"y\":\"a\"}}")
            .file("a", "1")
            .file("b", "2")
            .file("c", "3");
    hub.close();
    hub = sharded;

    assertThat(names(pull().source()))
        .containsExactlyInAnyOrder("config.json", "model.safetensors.index.json", "a", "b");
  }

  @Test
  public void pull_damagedIndexOfShards_isNamed() throws IOException {
    hub.close();
    hub =
        new FakeHub()
            .file("config.json", "{}")
            .file("model.safetensors.index.json", "{\"weight_map\":[]}")
            .file("a", "1");

    assertThatThrownBy(() -> pull())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.safetensors.index.json: $.weight_map: expected an object");
  }

  @Test
  public void pull_again_asksForTheListingAlone() throws IOException {
    pull();
    int before = hub.requests().size();

    pull();

    assertThat(hub.requests()).hasSize(before + 1);
  }

  @Test
  public void pull_gguf_takesThatFileAlone() throws IOException {
    hub.file("q4/model-Q4_0.gguf", "GGUF4").file("model-Q8_0.gguf", "GGUF8");

    PulledModel pulled = pull("q4/model-Q4_0.gguf");

    assertThat(pulled.source()).hasContent("GGUF4");
    assertThat(hub.filesAskedFor()).containsExactly("model-Q4_0.gguf");
  }

  @Test
  public void pull_splitGguf_takesAllOfItsParts() throws IOException {
    hub.file("m-00001-of-00002.gguf", "1").file("m-00002-of-00002.gguf", "2");

    PulledModel pulled = pull("m-00001-of-00002.gguf");

    assertThat(pulled.source()).hasFileName("m-00001-of-00002.gguf");
    assertThat(names(pulled.source().resolveSibling(""))).hasSize(2);
  }

  @Test
  public void pull_splitGgufWithAPartLeftOut_namesIt() throws IOException {
    hub.file("m-00001-of-00003.gguf", "1").file("m-00003-of-00003.gguf", "3");

    assertThatThrownBy(() -> pull("m-00001-of-00003.gguf"))
        .hasMessageContaining("no m-00002-of-00003.gguf in");
  }

  @Test
  public void pull_oneGgufWhoseNameSaysItIsAPart_takesItAlone() throws IOException {
    hub.file("m-00001-of-00003.gguf", "1").file("n-00002-of-00003.gguf", "2");

    assertThat(pull("m-00001-of-00003.gguf").source()).hasContent("1");
    assertThat(hub.filesAskedFor()).containsExactly("m-00001-of-00003.gguf");
  }

  @Test
  public void pull_ggufsAlone_listsThem() throws IOException {
    hub.close();
    hub = new FakeHub().file("a-Q4_0.gguf", "1").file("a-Q8_0.gguf", "22");

    assertFails("holds GGUF files: name one by --file", "a-Q4_0.gguf (1 B)", "a-Q8_0.gguf");
  }

  @Test
  public void pull_pickledWeightsAlone_saysHowToGetOthers() throws IOException {
    hub.close();
    hub = new FakeHub().file("config.json", "{}").file("pytorch_model.bin", "x");

    assertFails("pickled weights", "safe_serialization=True");
  }

  @Test
  public void pull_redirectToAnotherHost_doesNotCarryTheToken() throws IOException {
    pull();

    int elsewhere = 0;
    for (RecordedRequest request : hub.requests()) {
      String sent = request.getHeader("Authorization");
      if (hub.isOnStorage(request)) {
        assertThat(sent).isNull();
        elsewhere++;
      } else {
        assertThat(sent).isEqualTo("Bearer " + TOKEN);
      }
    }
    assertThat(elsewhere).isEqualTo(1);
  }

  @Test
  public void pull_brokenConnection_goesOnWhereItBroke() throws IOException {
    hub.next(same(), same(), same(), BREAKS, BREAKS);

    Path weights = pull().source().resolve("model.safetensors");

    assertThat(weights).hasBinaryContent(WEIGHTS);
    assertThat(ranges()).hasSize(2).allMatch(range -> range.matches("bytes=[1-9]\\d+-"));
    assertThat(listener.retries).hasSize(2);
    assertThat(listener.waits).containsExactly(1000L, 1000L); // each brought some of it
  }

  @Test
  public void pull_partOfAnEarlierRun_goesOnFromIt() throws IOException {
    String sha256 = ByteString.of(WEIGHTS).sha256().hex();
    Path partial = folder.getRoot().toPath().resolve("partial");
    Files.createDirectories(partial);
    Files.write(partial.resolve(sha256), Arrays.copyOf(WEIGHTS, 1_000_000));

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(ranges()).containsExactly("bytes=1000000-");
  }

  @Test
  public void pull_contentThatChangesMeanwhile_beginsAgain() throws IOException {
    hub.next(same(), same(), same(), BREAKS, changedOnServer());

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(listener.retries).anyMatch(reason -> reason.contains("it changed on the hub"));
  }

  @Test
  public void pull_serverWithoutRanges_beginsAgain() throws IOException {
    hub.next(same(), same(), same(), BREAKS, whole());

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  public void pull_partBeyondTheEnd_beginsAgain() throws IOException {
    hub.next(same(), same(), same(), BREAKS, status(416));

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
  }

  @Test
  public void pull_busyServer_waitsAsItAsks() throws IOException {
    hub.nextListing(status(503))
        .next(answer -> status(429).apply(answer).setHeader("Retry-After", "7"));

    pull();

    assertThat(listener.waits).containsExactly(1000L, 7000L);
  }

  @Test
  public void pull_serverThatStaysDown_isGivenUp() {
    hub.nextListing(status(500), status(500), status(500), status(500), status(500), status(500));

    assertFails("given up after 6 attempts", "the hub answers 500");
    assertThat(listener.waits).containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L);
  }

  @Test
  public void pull_wrongContentOnce_triesAgain() throws IOException {
    hub.next(same(), same(), same(), answer -> answer.setBody(buffer(random(WEIGHTS.length, 5))));

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(listener.retries)
        .containsExactly("maker/model/model.safetensors: its content has another hash");
  }

  @Test
  public void pull_wrongContentAlways_failsAndKeepsNothing() {
    hub.sends("model.safetensors", random(WEIGHTS.length, 5));

    assertFails("maker/model/model.safetensors", "as the hub lists it, but found another");
    assertThat(folder.getRoot().toPath().resolve("maker/model/" + FakeHub.COMMIT))
        .isDirectoryNotContaining("glob:**model.safetensors");
  }

  @Test
  public void pull_wrongSmallFile_isFoundByItsGitBlob() {
    hub.sends("config.json", "[]".getBytes(StandardCharsets.UTF_8));

    assertFails("maker/model/config.json", "GIT_BLOB");
  }

  @Test
  public void pull_moreThanWasListed_isCutOff() {
    hub.sends("model.safetensors", random(WEIGHTS.length + 1));

    assertFails("expected 3000000 bytes, as listed, but the hub sends more");
  }

  @Test
  public void pull_listingOfNamesAlone_asksForSizesAndHashes() throws IOException {
    hub.tellsNamesAlone();

    assertThat(pull().source().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    hub.sends("config.json", "[]".getBytes(StandardCharsets.UTF_8));
    assertThat(listener.total).isEqualTo(WEIGHTS.length + 15);
  }

  @Test
  public void pull_gatedModel_saysWhereToAsk() {
    hub.next(answer -> status(403).apply(answer).setHeader("X-Error-Code", "GatedRepo"));

    assertFails("maker/model is gated", "accept its terms at " + hub.address() + "maker/model");
  }

  @Test
  public void pull_refusedToken_saysSo() {
    hub.nextListing(status(401));

    assertFails("does not accept HF_TOKEN");
  }

  @Test
  public void pull_unknownRevision_saysSo() {
    hub.nextListing(
        answer -> status(404).apply(answer).setHeader("X-Error-Code", "RevisionNotFound"));

    assertFails("maker/model has no revision main");
  }

  @Test
  public void pull_unknownModel_saysSo() {
    hub.nextListing(status(404));

    assertFails("maker/model: the hub at", "has no such model");
  }

  @Test
  public void pull_pathOutOfTheFolder_isRefused() {
    for (String path : List.of("../evil", "/etc/passwd", "a/../../b", "c:\\\\d", "a//b")) {
      hub.nextListing(
          answer ->
              answer.setBody("{\"sha\":\"abc\",\"siblings\":[{\"rfilename\":\"" + path + "\"}]}"));

      assertThatThrownBy(() -> pull()).isInstanceOf(HubException.class);
      assertThat(hub.filesAskedFor()).isEmpty();
    }
  }

  @Test
  public void pull_listingThatIsNone_saysWhatItFound() {
    hub.nextListing(answer -> answer.setBody("<html>Sign in to this wireless network</html>"));

    assertFails("expected the hub's list of the files of maker/model");
  }

  private void assertFails(String... parts) {
    assertThatThrownBy(() -> pull())
        .isInstanceOf(HubException.class)
        .message()
        .contains(parts)
        .doesNotContain(TOKEN);
    assertThat(listener.retries).noneMatch(reason -> reason.contains(TOKEN));
  }

  private PulledModel pull() throws IOException {
    return pull(null);
  }

  private PulledModel pull(@Nullable String gguf) throws IOException {
    HubEndpoint endpoint = HubEndpoint.of(Map.of("HF_ENDPOINT", hub.address(), "HF_TOKEN", TOKEN));
    HubCache cache = new HubCache(folder.getRoot().toPath());
    return new HubPull(endpoint, cache, listener, listener)
        .pull(HubModel.parse("maker/model"), gguf);
  }

  private List<String> ranges() {
    return hub.requests().stream()
        .filter(hub::isOnStorage)
        .map(request -> request.getHeader("Range"))
        .filter(range -> range != null)
        .toList();
  }

  private static UnaryOperator<MockResponse> same() {
    return answer -> answer;
  }

  private static UnaryOperator<MockResponse> status(int code) {
    return answer -> new MockResponse().setResponseCode(code);
  }

  /** As a server that does not know If-Range answers when the content is another. */
  private static UnaryOperator<MockResponse> changedOnServer() {
    return answer -> answer.setHeader("ETag", "\"2\"");
  }

  private static UnaryOperator<MockResponse> whole() {
    return answer -> new MockResponse().setBody(buffer(WEIGHTS));
  }

  private static Buffer buffer(byte[] bytes) {
    return new Buffer().write(bytes);
  }

  private static byte[] random(int count) {
    return random(count, 3);
  }

  private static byte[] random(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
