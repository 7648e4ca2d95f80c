package dev.ember.converter.cli.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository on the hub as people write it: {@code OWNER/NAME} or {@code OWNER/NAME@REVISION}.
 *
 * @param revision a branch, a tag or a commit
 */
public record HubModel(String owner, String name, String revision) {
  private static final String DEFAULT_REVISION = "main";

  /** Letters, digits, dashes, dots and underscores, as the hub allows. */
  private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,95})";

  private static final Pattern SHAPE =
      Pattern.compile("(" + PART + ")/(" + PART + ")(?:@([A-Za-z0-9][A-Za-z0-9._/-]{0,127}))?");

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException if it is no such name
   */
  public static HubModel parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches() || text.contains("..")) {
      throw new IllegalArgumentException("expected OWNER/NAME[@REVISION] but found " + text);
    }
    String revision = shape.group(3);
    return new HubModel(
        shape.group(1), shape.group(2), revision != null ? revision : DEFAULT_REVISION);
  }

  /** {@code OWNER/NAME}. */
  public String id() {
    return owner + "/" + name;
  }

  @Override
  public String toString() {
    return revision.equals(DEFAULT_REVISION) ? id() : id() + "@" + revision;
  }
}
