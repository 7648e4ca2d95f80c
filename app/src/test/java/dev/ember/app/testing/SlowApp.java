package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.rules.ExternalResource;

/** Another app that stands over its file until the test goes on. */
public final class SlowApp extends ExternalResource {
  /** Longer than any test waits for a thread. */
  private static final long PATIENCE_S = 120;

  /** Of what has been read when it begins to take its time. */
  private static final int READ_BYTES = 100;

  private final CountDownLatch stands = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  @Override
  protected void after() {
    goesOn.countDown();
  }

  /** Returns once it has been asked and stands. */
  public void awaitThatItStands() throws InterruptedException {
    assertThat(stands.await(PATIENCE_S, TimeUnit.SECONDS)).as("the other app is asked").isTrue();
  }

  /** Whether it has been asked. */
  public boolean stands() {
    return stands.getCount() == 0;
  }

  public void goOn() {
    goesOn.countDown();
  }

  /** Its file, to be written. */
  public OutputStream output(OutputStream file) {
    return new SlowOutput(file);
  }

  /** Its file, to be read. */
  public InputStream input(byte[] file) {
    return new SlowInput(file);
  }

  private void takesItsTime() throws InterruptedIOException {
    stands.countDown();
    try {
      if (!goesOn.await(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new InterruptedIOException("the test has not gone on");
      }
    } catch (InterruptedException killed) {
      throw new InterruptedIOException("killed");
    }
  }

  private final class SlowOutput extends FilterOutputStream {
    SlowOutput(OutputStream file) {
      super(file);
    }

    @Override
    public void write(int b) throws IOException {
      takesItsTime();
      super.write(b);
    }
  }

  private final class SlowInput extends FilterInputStream {
    private int left = READ_BYTES;

    SlowInput(byte[] file) {
      super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
      if (left-- == 0) {
        takesItsTime();
      }
      return super.read();
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      if (left <= 0) {
        takesItsTime();
      }
      int read = super.read(to, from, Math.min(count, Math.max(1, left)));
      left -= read;
      return read;
    }

    /** So that what waits for bytes waits for them to be read. */
    @Override
    public int available() {
      return 0;
    }
  }
}
