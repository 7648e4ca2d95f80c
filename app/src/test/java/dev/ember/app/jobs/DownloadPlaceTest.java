package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.Test;

/** A download from another place or of another version than the part that is here. */
public final class DownloadPlaceTest extends ServedFile {

  @Test
  public void file_changedMeanwhile_isSaidAndTheOldPartIsGone() throws IOException {
    keep(HALF, "\"v0\"");
    server.enqueue(ok());

    assertThat(refusal("").reason()).isEqualTo(Refusal.Reason.CHANGED);
    assertThat(part).doesNotExist();
    assertThat(version).doesNotExist();
  }

  @Test
  public void partial_ofAnotherPlace_isNotPutBehindThePart() throws IOException {
    keep(HALF, TAG);
    server.enqueue(
        partial(HALF).setHeader("Content-Range", "bytes 5-" + (BYTES - 1) + "/" + BYTES));

    assertThat(refusal("").reason()).isEqualTo(Refusal.Reason.CHANGED);
  }

  /** A server that knows no If-Range sends the rest of whatever it has by now. */
  @Test
  public void partial_ofAnotherVersion_isAChangedFile() throws IOException {
    keep(HALF, TAG);
    server.enqueue(partial(HALF).setHeader("ETag", "\"v2\""));

    assertThat(refusal("").reason()).isEqualTo(Refusal.Reason.CHANGED);
    assertThat(part).doesNotExist();
    assertThat(version).doesNotExist();
  }

  @Test
  public void partial_withoutItsVersion_isTakenByItsPlaceAndLength() throws IOException {
    keep(HALF, TAG);
    server.enqueue(partial(HALF).removeHeader("ETag"));
    run("");

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void range_notSatisfiable_isAChangedFile() throws IOException {
    keep(HALF, TAG);
    server.enqueue(new MockResponse().setResponseCode(416));

    assertThat(refusal("").reason()).isEqualTo(Refusal.Reason.CHANGED);
    assertThat(part).doesNotExist();
  }

  @Test
  public void redirect_toAnAllowedPlace_isFollowed() throws IOException {
    server.enqueue(
        new MockResponse().setResponseCode(302).setHeader("Location", server.url("/cdn")));
    server.enqueue(ok());

    run("");

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void redirect_ofTheRest_asksForTheSameRestOfTheSameVersion() throws Exception {
    keep(HALF, TAG);
    server.enqueue(
        new MockResponse().setResponseCode(302).setHeader("Location", server.url("/cdn")));
    server.enqueue(partial(HALF));
    run("");

    assertThat(part).hasBinaryContent(content);
    server.takeRequest();
    RecordedRequest second = server.takeRequest();
    assertThat(second.getPath()).isEqualTo("/cdn");
    assertThat(second.getHeader("Range")).isEqualTo("bytes=" + HALF + "-");
    assertThat(second.getHeader("If-Range")).isEqualTo(TAG);
  }

  /** Where it leads to may be a secret of its own: it is in no words of a refusal. */
  @Test
  public void redirect_toASignedAddress_isInNoMessage() {
    MockResponse signed =
        new MockResponse()
            .setResponseCode(302)
            .setHeader("Location", server.url("/cdn?signature=hush"));
    for (MockResponse end :
        List.of(
            new MockResponse().setResponseCode(403),
            new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST))) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return String.valueOf(request.getPath()).startsWith("/cdn") ? end : signed;
            }
          });
      Refusal refused = refusal("");
      assertThat(refused.reason()).isIn(Refusal.Reason.SERVER, Refusal.Reason.NETWORK);
      assertThat(refused + refused.detail()).doesNotContain("hush", "cdn");
    }
  }

  @Test
  public void redirect_toAForbiddenPlace_isNotFollowed() throws IOException {
    server.enqueue(
        new MockResponse().setResponseCode(302).setHeader("Location", server.url("/forbidden")));

    assertThat(refusal("").reason()).isEqualTo(Refusal.Reason.NOT_HTTPS);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  public void address_withoutTlsOrWithAPassword_isNotOpened() {
    assertThat(Download.isSafe(HttpUrl.get("https://example.org/m.gguf"))).isTrue();
    assertThat(Download.isSafe(HttpUrl.get("http://example.org/m.gguf"))).isFalse();
    assertThat(Download.isSafe(HttpUrl.get("https://me:secret@example.org/m"))).isFalse();
  }
}
