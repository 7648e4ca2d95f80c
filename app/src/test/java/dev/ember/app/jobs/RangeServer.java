package dev.ember.app.jobs;

import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;

/** A server that has ranges, and that may break off its first answer. */
final class RangeServer extends Dispatcher {
  private final byte[] content;
  private final String tag;
  private boolean breaks;

  RangeServer(byte[] content, String tag) {
    this.content = content;
    this.tag = tag;
  }

  RangeServer breakingOnce() {
    breaks = true;
    return this;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    int from = first(request.getHeader("Range"));
    MockResponse response =
        new MockResponse().setHeader("ETag", tag).setBody(ServedFile.buffer(content, from));
    if (from > 0) {
      String range = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
      response.setResponseCode(206).setHeader("Content-Range", range);
    }
    if (breaks) {
      breaks = false;
      response.setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
    }
    return response;
  }

  private static int first(@Nullable String range) {
    return range == null
        ? 0
        : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }
}
