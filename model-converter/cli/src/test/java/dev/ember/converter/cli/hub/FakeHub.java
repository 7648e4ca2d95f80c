package dev.ember.converter.cli.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import okio.ByteString;

/**
 * A hub on this machine that speaks the real one's API: a listing, small files at once, large ones
 * by a redirect to another host. It does wrong what a test asks for.
 */
public final class FakeHub extends Dispatcher implements AutoCloseable {
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String ID = "maker/model";
  private static final String LISTING = "/api/models/" + ID + "/revision/main?blobs=true";
  private static final String RESOLVE = "/" + ID + "/resolve/" + COMMIT + "/";

  /** Larger files are "large" here; the hub's own border is 10 MB. */
  private static final int LARGE = 4096;

  private final MockWebServer server = new MockWebServer();
  private final MockWebServer storage = new MockWebServer();
  private final Map<String, ByteString> files = new LinkedHashMap<>();
  private final Map<String, ByteString> listed = new LinkedHashMap<>();
  private final Deque<UnaryOperator<MockResponse>> faults = new ArrayDeque<>();
  private final Deque<UnaryOperator<MockResponse>> listingFaults = new ArrayDeque<>();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private boolean tellsNamesAlone;
  private String etag = "\"1\"";

  public FakeHub() throws IOException {
    server.setDispatcher(this);
    storage.setDispatcher(this);
    server.start();
    storage.start();
  }

  /** Offers a file. */
  public FakeHub file(String path, byte[] content) {
    files.put(path, ByteString.of(content));
    listed.put(path, ByteString.of(content));
    return this;
  }

  public FakeHub file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Offers all files of a folder. */
  public FakeHub folder(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : stream) {
        file(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Sends another content than it lists. */
  FakeHub sends(String path, byte[] content) {
    files.put(path, ByteString.of(content));
    return this;
  }

  /** Lists names without sizes and hashes, as some mirrors do. */
  FakeHub tellsNamesAlone() {
    tellsNamesAlone = true;
    return this;
  }

  /** The next answers with a file's content are changed so, one each. */
  @SafeVarargs
  final FakeHub next(UnaryOperator<MockResponse>... changes) {
    faults.addAll(List.of(changes));
    return this;
  }

  /** The next listings are changed so, one each. */
  @SafeVarargs
  final FakeHub nextListing(UnaryOperator<MockResponse>... changes) {
    listingFaults.addAll(List.of(changes));
    return this;
  }

  void etag(String text) {
    etag = text;
  }

  /** What {@code HF_ENDPOINT} has to be. */
  public String address() {
    return server.url("/").toString();
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The files whose content was asked for, in order, on whichever host. */
  List<String> filesAskedFor() {
    List<String> paths = new ArrayList<>();
    for (RecordedRequest request : requests()) {
      String path = Objects.requireNonNull(request.getPath());
      if (isOnStorage(request) || (path.startsWith(RESOLVE) && !isLarge(path))) {
        paths.add(path.substring(path.lastIndexOf('/') + 1));
      }
    }
    return paths;
  }

  boolean isOnStorage(RecordedRequest request) {
    return Objects.requireNonNull(request.getRequestUrl()).port() == storage.getPort();
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    requests.add(request);
    String path = Objects.requireNonNull(request.getPath());
    if (path.equals(LISTING)) {
      return changed(new MockResponse().setBody(listing().toString()), listingFaults);
    }
    if (!path.startsWith(RESOLVE)) {
      return new MockResponse().setResponseCode(404).setHeader("X-Error-Code", "RepoNotFound");
    }
    ByteString content = files.get(path.substring(RESOLVE.length()));
    if (content == null) {
      return new MockResponse().setResponseCode(404).setHeader("X-Error-Code", "EntryNotFound");
    }
    if (isLarge(path) && !isOnStorage(request)) {
      return new MockResponse()
          .setResponseCode(302)
          .setHeader("X-Linked-Size", content.size())
          .setHeader("X-Linked-Etag", "\"" + content.sha256().hex() + "\"")
          .setHeader("Location", storage.url(path));
    }
    if ("HEAD".equals(request.getMethod())) {
      return new MockResponse()
          .setHeader("Content-Length", content.size())
          .setHeader("ETag", "\"" + gitBlob(content) + "\"");
    }
    return changed(answer(request, content), faults);
  }

  @Override
  public void close() throws IOException {
    server.close();
    storage.close();
  }

  private static MockResponse changed(
      MockResponse answer, Deque<UnaryOperator<MockResponse>> changes) {
    UnaryOperator<MockResponse> change = changes.poll();
    return change != null ? change.apply(answer) : answer;
  }

  private MockResponse answer(RecordedRequest request, ByteString content) {
    MockResponse response = new MockResponse().setHeader("ETag", etag);
    String range = request.getHeader("Range");
    String condition = request.getHeader("If-Range");
    if (range == null || (condition != null && !condition.equals(etag))) {
      return response.setBody(new Buffer().write(content));
    }
    int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    return response
        .setResponseCode(206)
        .setHeader(
            "Content-Range", "bytes " + from + "-" + (content.size() - 1) + "/" + content.size())
        .setBody(new Buffer().write(content, from, content.size() - from));
  }

  private JsonObject listing() {
    JsonArray siblings = new JsonArray();
    listed.forEach((path, content) -> siblings.add(sibling(path, content)));
    JsonObject card = new JsonObject();
    card.addProperty("license", "apache-2.0");
    JsonObject listing = new JsonObject();
    listing.addProperty("id", ID);
    listing.addProperty("sha", COMMIT);
    listing.add("cardData", card);
    listing.add("siblings", siblings);
    return listing;
  }

  private JsonObject sibling(String path, ByteString content) {
    JsonObject sibling = new JsonObject();
    sibling.addProperty("rfilename", path);
    if (tellsNamesAlone) {
      return sibling;
    }
    sibling.addProperty("size", content.size());
    sibling.addProperty("blobId", gitBlob(content));
    if (content.size() > LARGE) {
      JsonObject lfs = new JsonObject();
      lfs.addProperty("sha256", content.sha256().hex());
      lfs.addProperty("size", content.size());
      lfs.addProperty("pointerSize", 130);
      sibling.add("lfs", lfs);
    }
    return sibling;
  }

  private boolean isLarge(String path) {
    ByteString content = files.get(path.substring(RESOLVE.length()));
    return content != null && content.size() > LARGE;
  }

  private static String gitBlob(ByteString content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + content.size() + "\0").getBytes(StandardCharsets.US_ASCII));
      digest.update(content.asByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new AssertionError(everyPlatformHasIt);
    }
  }
}
