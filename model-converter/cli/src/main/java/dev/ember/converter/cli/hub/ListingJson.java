package dev.ember.converter.cli.hub;

import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the hub's answer about a repository: {@code sha}, and {@code siblings} with {@code
 * rfilename}, {@code size}, {@code blobId} and, for large files, {@code lfs.sha256}. A mirror may
 * leave out all but the name. Fields that are not used here are ignored: the hub adds some every
 * year.
 */
final class ListingJson {
  /** Beyond any model's repository, and far below what would fill the memory. */
  private static final int MAX_FILES = 100_000;

  private ListingJson() {}

  /**
   * @throws HubException if it is not such an answer
   */
  static HubListing read(HubModel model, String json) throws HubException {
    try {
      JsonFields fields = JsonFields.parse(json);
      List<HubFile> files = new ArrayList<>();
      fields.objects("siblings", sibling -> add(sibling, files));
      return new HubListing(model, commit(fields), licence(fields), files);
    } catch (IOException | IllegalArgumentException other) {
      throw new HubException(
          "expected the hub's list of the files of " + model + " but found " + other.getMessage(),
          other);
    }
  }

  private static String commit(JsonFields fields) throws IOException {
    String commit = fields.string("sha");
    if (!commit.matches("[A-Za-z0-9]{1,64}")) {
      throw new IllegalArgumentException("expected a commit but found " + commit);
    }
    return commit;
  }

  /** Adds a file unless it is hidden; how many were added. */
  private static int add(JsonFields sibling, List<HubFile> files) throws IOException {
    if (files.size() == MAX_FILES) {
      throw new IllegalArgumentException("expected at most " + MAX_FILES + " files");
    }
    String path = sibling.string("rfilename");
    sibling.names().forEach(sibling::isNull); // asked for, so that none is left over
    if (isHidden(path)) {
      return 0;
    }
    HubFile file =
        sibling.isObject("lfs") || sibling.has("blobId")
            ? new HubFile(path, bytes(sibling), hash(sibling))
            : HubFile.named(path);
    files.add(file);
    return 1;
  }

  /** Such as .gitattributes, which no import needs. */
  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  private static long bytes(JsonFields sibling) throws IOException {
    return sibling.isObject("lfs") && sibling.object("lfs").has("size")
        ? sibling.object("lfs").int64("size")
        : sibling.int64("size");
  }

  private static ContentHash hash(JsonFields sibling) throws IOException {
    return sibling.isObject("lfs")
        ? new ContentHash(ContentHash.Kind.SHA_256, sibling.object("lfs").string("sha256"))
        : new ContentHash(ContentHash.Kind.GIT_BLOB, sibling.string("blobId"));
  }

  private static String licence(JsonFields fields) throws IOException {
    if (fields.isObject("cardData")) {
      JsonFields card = fields.object("cardData");
      if (!card.isNull("license") && !card.isArray("license")) {
        return card.string("license");
      }
    }
    return "";
  }
}
