package dev.ember.converter.cli.hub;

import dev.ember.converter.cli.progress.Amount;
import dev.ember.converter.download.TransientException;
import dev.ember.converter.download.Web;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Talks to the hub: what a repository holds, and its files. */
final class HubApi {
  /** A repository of ten thousand files is listed in about 4 MB. */
  private static final long MAX_LISTING_BYTES = 64L << 20;

  private final HubEndpoint endpoint;
  private final Web web = new Web();
  private final Web direct = web.withoutRedirects();

  HubApi(HubEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  HubEndpoint endpoint() {
    return endpoint;
  }

  /**
   * What a repository holds.
   *
   * @throws TransientException if another attempt may get it
   * @throws HubException if the hub refuses
   */
  HubListing list(HubModel model) throws IOException {
    Request request = endpoint.request(endpoint.listing(model)).build();
    try (Response response = execute(request)) {
      if (!response.isSuccessful()) {
        throw new Refusal(endpoint, model).of(response);
      }
      return ListingJson.read(model, text(body(response)));
    }
  }

  /**
   * A file with its size and hash, which the hub tells in the headers of the file itself too: in
   * {@code X-Linked-Size} and {@code X-Linked-Etag} for a large one, which lies elsewhere.
   *
   * @throws TransientException if another attempt may get it
   * @throws HubException if the hub refuses, or tells no hash
   */
  HubFile complete(HubListing listing, HubFile file) throws IOException {
    Request.Builder request = endpoint.request(endpoint.file(listing, file)).head();
    request.header("Accept-Encoding", "identity");
    try (Response response = execute(request.build(), direct)) {
      if (!response.isSuccessful() && !response.isRedirect()) {
        throw new Refusal(endpoint, listing.model()).of(response);
      }
      String size = header(response, "X-Linked-Size", "Content-Length");
      String etag = header(response, "X-Linked-Etag", "ETag").replaceAll("^W/|\"", "");
      ContentHash.Kind kind =
          etag.length() == ContentHash.Kind.SHA_256.digits()
              ? ContentHash.Kind.SHA_256
              : ContentHash.Kind.GIT_BLOB;
      return new HubFile(file.path(), Long.parseLong(size), new ContentHash(kind, etag));
    } catch (IllegalArgumentException other) {
      throw new HubException(
          listing.model() + "/" + file.path() + ": expected its size and hash from the hub", other);
    }
  }

  private static String header(Response response, String name, String otherwise) {
    String value = response.header(name);
    return value != null ? value : response.header(otherwise, "");
  }

  /** Sends a request; the caller closes the response. */
  Response execute(Request request) throws TransientException, HubException {
    return execute(request, web);
  }

  private static Response execute(Request request, Web web)
      throws TransientException, HubException {
    try {
      return web.execute(request);
    } catch (UnknownHostException nobody) {
      throw new HubException(String.valueOf(nobody.getMessage()), nobody);
    }
  }

  static ResponseBody body(Response response) {
    ResponseBody body = response.body();
    if (body == null) {
      throw new AssertionError("an executed call has a body");
    }
    return body;
  }

  private static String text(ResponseBody body) throws IOException {
    byte[] bytes;
    try {
      if (body.source().request(MAX_LISTING_BYTES + 1)) {
        throw new HubException(
            "expected a list of at most " + Amount.bytes(MAX_LISTING_BYTES) + " from the hub");
      }
      bytes = body.source().readByteArray();
    } catch (HubException tooLong) {
      throw tooLong;
    } catch (IOException broken) {
      throw new TransientException(broken);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      throw new HubException("expected a list in UTF-8 from the hub but found other bytes", other);
    }
  }
}
