package dev.ember.converter.download;

import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** A file of known size on a server, and how what goes wrong with it is told. */
public interface ServedFile {

  /** Who serves it, as a failure names it: "the hub". */
  String server();

  /** Bytes of the whole. */
  long bytes();

  /** A new request for the whole. */
  Request.Builder request();

  /**
   * Sends a request for it; the caller closes the response.
   *
   * @throws TransientException if another attempt may get an answer
   */
  Response execute(Request request) throws IOException;

  /** What an answer means that is neither the whole nor a part: an exception to throw. */
  IOException refusal(Response response);

  /** What it means that the server sends more than {@link #bytes}: an exception to throw. */
  IOException excess();

  /**
   * Something failed that another attempt may not meet: waits, and returns for that attempt.
   *
   * @param progressed whether there are more bytes than before the attempt
   * @throws IOException if there is to be none
   */
  void failed(TransientException failure, boolean progressed) throws IOException;
}
