package dev.ember.converter.export.catalogue;

import dev.ember.inference.json.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The models that the repository names, smallest first. */
public final class Catalogue {
  private static final String FILE = "catalogue.json";
  private static final int BUFFER_BYTES = 8192;

  private Catalogue() {}

  /** Reads the list that is part of this library. */
  public static List<CatalogueModel> models() {
    try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new AssertionError("the build puts " + FILE + " beside this class");
      }
      JsonFields fields = JsonFields.parse(text(file));
      List<CatalogueModel> models = fields.objects("models", Catalogue::model);
      fields.end();
      return List.copyOf(models);
    } catch (IOException malformed) {
      throw new AssertionError("a test reads this list before it ships", malformed);
    }
  }

  private static CatalogueModel model(JsonFields fields) throws IOException {
    return new CatalogueModel(
        fields.string("id"),
        fields.string("architecture"),
        fields.string("licence"),
        fields.bool("gated"),
        fields.int64("parameters"),
        fields.int64("downloadBytes"),
        fields.int32("context"),
        fields.string("goodFor"));
  }

  private static String text(InputStream file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
      bytes.write(buffer, 0, count);
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
