package dev.ember.converter.download;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends requests, and tells failures that may pass from those that do not. */
public final class Web {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** Without a byte for so long, a connection is dead. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final long MILLIS = 1000;

  private final OkHttpClient client;

  /** Follows redirections, but from https to https alone. */
  public Web() {
    this(
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(READ_TIMEOUT)
            .followSslRedirects(false) // what was asked for by https does not come by http
            .build());
  }

  private Web(OkHttpClient client) {
    this.client = client;
  }

  /** The same connections, but an answer that redirects is the answer. */
  public Web withoutRedirects() {
    return new Web(client.newBuilder().followRedirects(false).build());
  }

  /**
   * Sends a request; the caller closes the response.
   *
   * @throws UnknownHostException if nobody has that name, with a sentence for people
   * @throws TransientException if the connection breaks
   */
  public Response execute(Request request) throws UnknownHostException, TransientException {
    try {
      return client.newCall(request).execute();
    } catch (UnknownHostException nobody) {
      UnknownHostException told =
          new UnknownHostException(
              request.url().host() + " is not found: is this machine on a network?");
      told.initCause(nobody);
      throw told;
    } catch (IOException broken) {
      throw new TransientException(broken);
    }
  }

  /** Whether an answer other than success may be another one later. */
  public static boolean mayPass(Response response) {
    int code = response.code();
    return code >= SERVER_ERROR || code == REQUEST_TIMEOUT || isTooMany(response);
  }

  /** Whether a server was asked too often. */
  public static boolean isTooMany(Response response) {
    return response.code() == TOO_MANY_REQUESTS;
  }

  /** Milliseconds that the server asks to wait, if it does. */
  public static OptionalLong retryAfterMillis(Response response) {
    String seconds = response.header("Retry-After", "");
    return seconds.matches("\\d{1,6}")
        ? OptionalLong.of(Long.parseLong(seconds) * MILLIS)
        : OptionalLong.empty();
  }
}
