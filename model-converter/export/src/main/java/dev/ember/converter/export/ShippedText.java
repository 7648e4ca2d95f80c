package dev.ember.converter.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The texts that come with the library, written for Ember like its stories. */
final class ShippedText {
  /** Stories, questions, chats, some Chinese, code and prose: to calibrate 4-bit blocks with. */
  static final String CALIBRATION = "calibration.txt";

  /** Other ones of the same kinds: to measure with. */
  static final String MEASUREMENT = "measurement.txt";

  private static final int CHUNK_BYTES = 1 << 13;

  private ShippedText() {}

  static String read(String name) throws IOException {
    try (InputStream in = ShippedText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(
            "expected the resource " + name + " beside the library but found none");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes.write(chunk, 0, read);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
