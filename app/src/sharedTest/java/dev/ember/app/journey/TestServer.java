package dev.ember.app.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.Network;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/**
 * A server in this process with one file, and the network by which the app comes to it: HTTPS with
 * a certificate that a test's phone alone trusts. It breaks off its first answer in the middle, at
 * once unless it is to {@link #hold}, and goes on where it is asked to.
 */
final class TestServer extends ExternalResource implements Network {
  /** Made for this class, and trusted nowhere else: of localhost, until 2119. */
  private static final String KEY =
      "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCB9YJwNasPOD32ZOIRhVD7Ni2Xv3MwoLn1B"
          + "G1UCFUqIWA==";

  private static final String CERTIFICATE =
      "MIIBbzCCARWgAwIBAgIJAJTp64zdqzhKMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMTCWxvY2FsaG9zdDAg"
          + "Fw0yMDAxMDEwMDAwMDBaGA8yMTE5MTIwODAwMDAwMFowFDESMBAGA1UEAxMJbG9jYWxob3N0MFkwEwYH"
          + "KoZIzj0CAQYIKoZIzj0DAQcDQgAE3Bw9QPOCAnqBg6yera9j8zEr5k6LwELRPFJfLkxN2UiC4sEchgpH"
          + "D8aZUdOUBmoTuCopC0I/KoCC2KgHsk1haqNOMEwwHQYDVR0OBBYEFKq/yS/vc8kXEbU0a5zeVd2kuYX8"
          + "MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA"
          + "MEUCIQD5VM9G+rxZnVpgQACzd+Ftg0BE6FN/lwSXiw2ixGNoGAIgNTPQ/QuXlue47IR/g72x9oJj9LRI"
          + "EH5O7+uGhHqs8po=";

  private static final long LOOK_AGAIN_MS = 20;
  private static final String NAME = "server";
  private static final String RANGE = "range: bytes=";

  private final byte[] file;
  private final List<Integer> askedFrom = new CopyOnWriteArrayList<>();
  private final SSLContext certified;
  private final X509TrustManager trust;
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean holds;
  private volatile boolean metered;
  private @Nullable SSLServerSocket socket;

  /** What the file is, before any test begins. */
  TestServer(byte[] file) {
    this.file = file;
    try {
      KeyStore keys = keys();
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(keys);
      trust = (X509TrustManager) trusted.getTrustManagers()[0];
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, new char[0]);
      certified = SSLContext.getInstance("TLS");
      certified.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the key was made for this", e);
    }
  }

  private static KeyStore keys() throws GeneralSecurityException, IOException {
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(CERTIFICATE)));
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(KEY)));
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null);
    keys.setKeyEntry(NAME, key, new char[0], new Certificate[] {certificate});
    return keys;
  }

  @Override
  protected void before() throws IOException {
    SSLServerSocket opened =
        (SSLServerSocket)
            certified
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    socket = opened;
    Thread thread = new Thread(() -> serve(opened), "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  protected void after() {
    letGo();
    try {
      socket().close();
    } catch (IOException e) {
      throw new AssertionError("expected to close a socket", e);
    }
  }

  /** Where the file lies under a name. */
  String address(String name) {
    return "https://127.0.0.1:" + socket().getLocalPort() + "/" + name;
  }

  /** From which byte on it was asked for, each time. */
  List<Integer> askedFrom() {
    return List.copyOf(askedFrom);
  }

  /** How many bytes its first answer has. */
  int firstBytes() {
    return file.length / 2;
  }

  /** From now on the way to it has a limit, or none. */
  void isMetered(boolean limited) {
    metered = limited;
  }

  /** It stands still before it breaks off, until {@link #letGo}. */
  void hold() {
    holds = true;
  }

  void letGo() {
    held.countDown();
  }

  @Override
  public JobProgress.Pause reasonToWait(boolean unmeteredOnly) {
    return unmeteredOnly && metered ? JobProgress.Pause.METERED : JobProgress.Pause.NONE;
  }

  @Override
  public long lookAgainMs() {
    return LOOK_AGAIN_MS;
  }

  @Override
  public OkHttpClient client() {
    return new OkHttpClient.Builder().sslSocketFactory(certified.getSocketFactory(), trust).build();
  }

  private SSLServerSocket socket() {
    return Objects.requireNonNull(socket, "a running test");
  }

  private void serve(SSLServerSocket opened) {
    while (!opened.isClosed()) {
      try (Socket client = opened.accept()) {
        answer(client);
      } catch (IOException gone) {
        // The app broke off, or the test is over.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    int from = from(new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1)));
    askedFrom.add(from);
    OutputStream out = client.getOutputStream();
    String head =
        (from == 0
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes "
                    + (from + "-" + (file.length - 1) + "/" + file.length + "\r\n"))
            + ("Content-Length: " + (file.length - from) + "\r\n")
            + "ETag: \"v1\"\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(ISO_8859_1));
    boolean first = askedFrom.size() == 1;
    int end = first ? firstBytes() : file.length;
    out.write(file, from, end - from);
    out.flush();
    if (first && holds) {
      awaitLetGo();
    }
  }

  private void awaitLetGo() {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }

  /** Reads a request; gives the first byte that it wants. */
  private static int from(BufferedReader request) throws IOException {
    int from = 0;
    String line = request.readLine();
    while (line != null && !line.isEmpty()) {
      if (line.regionMatches(true, 0, RANGE, 0, RANGE.length())) {
        from = Integer.parseInt(line.substring(RANGE.length(), line.length() - 1));
      }
      line = request.readLine();
    }
    return from;
  }
}
