package dev.ember.converter.training.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.corpus.CorpusCommand;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.bundle.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okio.Buffer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class GatherCommandTest {
  private static final byte[] TALES =
      gzip(
          """
          {"text": "A hen.", "author": "Nia"}
          {"text": "A fox.", "author": "Ayo"}
          {"text": "An owl.", "author": "Nia"}
          """);
  private static final byte[] CHATS =
      gzip(
          """
          {"turns": ["早上好", "你好"]}
          {"turns": ["Hi", "Hello"]}
          {"turns": ["Bye", "See you"]}
          """);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final MockWebServer server = new MockWebServer();
  private final JsonArray files = new JsonArray();
  private final StringWriter told = new StringWriter();
  private Path from;
  private Path out;

  @Before
  public void name() throws IOException {
    from = temporary.newFolder().toPath();
    out = temporary.getRoot().toPath().resolve("out");
    JsonObject tales = entry("tales.jsonl.gz", TALES);
    tales.addProperty("authors", "author");
    JsonObject cuts = new JsonObject();
    cuts.addProperty("pretrain", 2);
    cuts.addProperty("tokenizer", 1);
    entry("chats.jsonl.gz", CHATS).add("lines", cuts);
  }

  @Test
  public void gather_fromFolder_wholeFilesAndFirstLines() throws IOException {
    give();
    assertThat(gather("--from=" + from)).isZero();
    assertThat(written())
        .containsExactly(
            "SOURCES.md",
            "pretrain/chats.first2.jsonl",
            "tokenizer/chats.first1.jsonl",
            "whole/tales.jsonl.gz");
    assertThat(out.resolve("whole/tales.jsonl.gz")).hasBinaryContent(TALES);
    assertThat(out.resolve("pretrain/chats.first2.jsonl"))
        .hasContent("{\"turns\": [\"早上好\", \"你好\"]}\n{\"turns\": [\"Hi\", \"Hello\"]}\n");
    assertThat(out.resolve("tokenizer/chats.first1.jsonl"))
        .hasContent("{\"turns\": [\"早上好\", \"你好\"]}\n");
    List<String> words = new ArrayList<>();
    TextSources.of(List.of(out.resolve("whole"), out.resolve("pretrain")))
        .forEach(document -> words.add(document.words()));
    assertThat(words).hasSize(5);
  }

  @Test
  public void gather_card_listsSourceLicenceHashAndAuthors() throws IOException {
    give();
    gather("--from=" + from);
    assertThat(Files.readString(out.resolve("SOURCES.md")))
        .contains(
            "| tales.jsonl.gz | what tales.jsonl.gz is | owner/tales.jsonl.gz@1f | CC BY 4.0 | all"
                + " | "
                + TALES.length
                + " | "
                + sha256(TALES)
                + " |")
        .contains("| first 2 lines for pretrain, first 1 lines for tokenizer |")
        .contains("## Authors of tales.jsonl.gz\n\nAyo; Nia\n");
  }

  @Test
  public void gather_again_sameBytes() throws IOException {
    give();
    gather("--from=" + from);
    String card = Files.readString(out.resolve("SOURCES.md"));
    assertThat(gather("--from=" + from)).isZero();
    assertThat(out.resolve("SOURCES.md")).hasContent(card);
  }

  @Test
  public void gather_noAddressAndNoFolder_tellsFileSourceAndWayAndWritesNothing()
      throws IOException {
    Files.write(from.resolve("chats.jsonl.gz"), CHATS);
    assertThat(gather("--from=" + from)).isEqualTo(1);
    assertThat(told.toString())
        .contains("tales.jsonl.gz: expected it in " + from)
        .contains("the manifest names no address")
        .contains("made from owner/tales.jsonl.gz@1f (CC BY 4.0)")
        .contains("--from FOLDER")
        .doesNotContain("Missing too");
    assertThat(out).doesNotExist();
    gather();
    assertThat(told.toString()).contains("Missing too: chats.jsonl.gz");
  }

  @Test
  public void gather_otherBytes_tellsHashAndWritesNothing() throws IOException {
    give();
    byte[] other = CHATS.clone();
    other[other.length - 1] ^= 1;
    Files.write(from.resolve("chats.jsonl.gz"), other);
    assertThat(gather("--from=" + from)).isEqualTo(1);
    assertThat(told.toString())
        .contains(
            from.resolve("chats.jsonl.gz")
                + ": expected SHA-256 "
                + sha256(CHATS)
                + " but found "
                + sha256(other));
    assertThat(out).doesNotExist();
    Files.write(from.resolve("chats.jsonl.gz"), new byte[3]);
    gather("--from=" + from);
    assertThat(told.toString()).contains("expected " + CHATS.length + " bytes but found 3");
  }

  @Test
  public void gather_fewerLines_tellsThemAndNoCard() throws IOException {
    give();
    files.get(1).getAsJsonObject().getAsJsonObject("lines").addProperty("tokenizer", 9);
    assertThat(gather("--from=" + from)).isEqualTo(1);
    assertThat(told.toString()).contains("expected at least 9 lines but found 3");
    assertThat(written()).doesNotContain("SOURCES.md", "tokenizer/chats.first9.jsonl");
  }

  @Test
  public void gather_fileOfAnotherManifest_isRefused() throws IOException {
    give();
    gather("--from=" + from);
    Path stranger = Files.writeString(out.resolve("whole/other.txt"), "not named");
    assertThat(gather("--from=" + from)).isEqualTo(1);
    assertThat(told.toString()).contains(stranger + ": expected files of this manifest alone");
    assertThat(stranger).hasContent("not named");
    Path deeper = Files.createDirectories(out.resolve("pretrain/more")).resolve("other.txt");
    Files.move(stranger, deeper);
    assertThat(gather("--from=" + from)).as("what is read lies deeper too").isEqualTo(1);
  }

  @Test
  public void gather_leftoversOfAnEndedOneAndFilesThatNobodyReads_areNoObstacle()
      throws IOException {
    give();
    gather("--from=" + from);
    Path half = out.resolve("whole/.tales.jsonl.gz." + UUID.randomUUID() + ".tmp");
    Path ofFinder = out.resolve("whole/.DS_Store");
    Files.writeString(half, "half");
    Files.writeString(ofFinder, "no text");
    assertThat(gather("--from=" + from)).isZero();
    assertThat(half).doesNotExist();
    assertThat(ofFinder).hasContent("no text");
  }

  @Test
  public void gather_address_downloadsOnceAndKeeps() throws IOException {
    Files.write(from.resolve("chats.jsonl.gz"), CHATS);
    files.get(0).getAsJsonObject().addProperty("url", server.url("/tales").toString());
    server.enqueue(new MockResponse().setBody(new Buffer().write(TALES)));
    assertThat(gather("--from=" + from)).isZero();
    assertThat(out.resolve("whole/tales.jsonl.gz")).hasBinaryContent(TALES);
    assertThat(gather("--from=" + from, "--offline")).isZero();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  public void gather_offline_asksNobody() throws IOException {
    Files.write(from.resolve("chats.jsonl.gz"), CHATS);
    files.get(0).getAsJsonObject().addProperty("url", server.url("/tales").toString());
    assertThat(gather("--from=" + from, "--offline")).isEqualTo(1);
    assertThat(told.toString()).contains("tales.jsonl.gz").contains("--offline downloads nothing");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  public void gather_faultyManifest_tellsWhichFileAndWhat() throws IOException {
    assertRefused("sha256", "ABC", "files[0]: expected 64 hexadecimal digits");
    assertRefused("name", "../tales.txt", "files[0]: expected a name without folders");
    assertRefused("name", "tales.zip", "files[0]: expected a name without folders");
    assertRefused("name", "chats.jsonl.gz", "expected each name once but found twice chats");
    assertRefused("ulr", "https://example.org", "files[0]: expected no member but");
    assertRefused("url", "ftp://example.org/a", "files[0]: expected an https address");
    assertRefused("bytes", "12", "files[0]: expected a number as files[0].bytes");
    JsonObject cuts = new JsonObject();
    cuts.addProperty("sft", 2);
    files.get(0).getAsJsonObject().add("lines", cuts);
    assertThat(gather()).isEqualTo(1);
    assertThat(told.toString()).contains("expected pretrain or tokenizer in lines but found sft");
  }

  @Test
  public void gather_fromNoFolder_isAFaultOfTheOption() throws IOException {
    assertThat(gather("--from=" + from.resolve("nowhere"))).isEqualTo(2);
    assertThat(told.toString()).contains("expected a folder as --from");
  }

  private void assertRefused(String member, String value, String sentence) throws IOException {
    JsonObject right = files.get(0).getAsJsonObject();
    files.set(0, right.deepCopy());
    files.get(0).getAsJsonObject().addProperty(member, value);
    assertThat(gather()).isEqualTo(1);
    assertThat(told.toString()).contains("sources.json: ").contains(sentence);
    files.set(0, right);
  }

  private JsonObject entry(String name, byte[] content) {
    JsonObject file = new JsonObject();
    file.addProperty("name", name);
    file.addProperty("what", "what " + name + " is");
    file.addProperty("source", "owner/" + name + "@1f");
    file.addProperty("licence", "CC BY 4.0");
    file.addProperty("sha256", sha256(content));
    file.addProperty("bytes", content.length);
    files.add(file);
    return file;
  }

  private void give() throws IOException {
    Files.write(from.resolve("tales.jsonl.gz"), TALES);
    Files.write(from.resolve("chats.jsonl.gz"), CHATS);
  }

  private List<String> written() throws IOException {
    try (Stream<Path> inside = Files.walk(out)) {
      return inside
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private int gather(String... options) throws IOException {
    JsonObject list = new JsonObject();
    list.add("files", files);
    Path manifest = temporary.getRoot().toPath().resolve("sources.json");
    Files.writeString(manifest, list.toString());
    List<String> words = new ArrayList<>(List.of("gather", manifest.toString(), "--out=" + out));
    words.addAll(List.of(options));
    told.getBuffer().setLength(0);
    return new CommandLine(new CorpusCommand())
        .setErr(new PrintWriter(told))
        .execute(words.toArray(new String[0]));
  }

  private static String sha256(byte[] content) {
    return Sha256.hex(Sha256.newDigest().digest(content));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException inMemory) {
      throw new AssertionError(inMemory);
    }
    return bytes.toByteArray();
  }
}
