package dev.ember.app.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import dev.ember.app.jobs.RemoteFile;
import dev.ember.inference.json.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The models that the app knows where to get: a file of its own, which nobody sends it. */
final class Catalogue {
  private static final String ASSET = "catalogue.json";
  private static final int BUFFER_BYTES = 1 << 13;

  /**
   * A model on a server.
   *
   * @param licence as its maker states it
   * @param parameters weights in all
   * @param files one, or those of a checkpoint
   */
  record Entry(String name, String licence, long parameters, List<RemoteFile> files) {
    Entry {
      files = List.copyOf(files);
    }

    /** Of all files; 0 where that of one could not be learnt. */
    long bytes() {
      return RemoteFile.bytesOf(files);
    }

    /** Whether the hash of each file could be learnt. */
    boolean isKnown() {
      return files.stream().noneMatch(file -> file.sha256().isEmpty());
    }
  }

  private Catalogue() {}

  /** Not on the main thread. */
  static List<Entry> read(Context context) throws IOException {
    try (InputStream in = context.getAssets().open(ASSET)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      return parse(new String(bytes.toByteArray(), UTF_8));
    }
  }

  static List<Entry> parse(String json) throws IOException {
    JsonFields fields = JsonFields.parse(json);
    List<Entry> entries =
        fields.objects(
            "models",
            model ->
                new Entry(
                    model.string("name"),
                    model.string("licence"),
                    model.int64("parameters"),
                    model.objects(
                        "files",
                        file ->
                            new RemoteFile(
                                file.string("url"), file.int64("bytes"), file.string("sha256")))));
    fields.end();
    return entries;
  }
}
