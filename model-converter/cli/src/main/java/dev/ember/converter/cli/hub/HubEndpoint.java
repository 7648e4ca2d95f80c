package dev.ember.converter.cli.hub;

import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Which hub, and as whom. Its text never shows the token. */
public final class HubEndpoint {
  private static final String DEFAULT = "https://huggingface.co";
  private static final String ENDPOINT_VARIABLE = "HF_ENDPOINT";
  private static final String TOKEN_VARIABLE = "HF_TOKEN";

  private final HttpUrl base;
  private final @Nullable String token;

  private HubEndpoint(HttpUrl base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * The hub that the environment names: {@code HF_ENDPOINT} and {@code HF_TOKEN}.
   *
   * @throws HubException if the endpoint is no address, or the token cannot be sent
   */
  public static HubEndpoint of(Map<String, String> environment) throws HubException {
    String address = environment.getOrDefault(ENDPOINT_VARIABLE, "").trim();
    HttpUrl base = HttpUrl.parse(address.isEmpty() ? DEFAULT : address);
    if (base == null) {
      throw new HubException(
          "expected an http or https address in " + ENDPOINT_VARIABLE + " but found " + address);
    }
    String token = environment.getOrDefault(TOKEN_VARIABLE, "").trim();
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new HubException("expected a token of printable ASCII characters in " + TOKEN_VARIABLE);
    }
    return new HubEndpoint(base, token.isEmpty() ? null : token);
  }

  /** Whether there is a token to send. */
  boolean hasToken() {
    return token != null;
  }

  /** A request to the endpoint's own host. */
  Request.Builder request(HttpUrl url) {
    Request.Builder request = new Request.Builder().url(url).header("User-Agent", "ember");
    if (token != null && url.host().equals(base.host()) && url.port() == base.port()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  /** The address of what the hub tells about a repository, with sizes and hashes. */
  HttpUrl listing(HubModel model) {
    return base.newBuilder()
        .addPathSegments("api/models")
        .addPathSegment(model.owner())
        .addPathSegment(model.name())
        .addPathSegment("revision")
        .addPathSegment(model.revision())
        .addQueryParameter("blobs", "true")
        .build();
  }

  /** The address of a file at a commit. */
  HttpUrl file(HubListing listing, HubFile file) {
    return base.newBuilder()
        .addPathSegment(listing.model().owner())
        .addPathSegment(listing.model().name())
        .addPathSegment("resolve")
        .addPathSegment(listing.commit())
        .addPathSegments(file.path())
        .build();
  }

  /** Where people look at the repository, and ask for access. */
  HttpUrl page(HubModel model) {
    return base.newBuilder().addPathSegment(model.owner()).addPathSegment(model.name()).build();
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
