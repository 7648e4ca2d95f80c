package dev.ember.converter.cli.inside;

import com.google.gson.JsonArray;
import dev.ember.inference.observe.AttentionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Attention as a picture of letters: a row for each token that looks, a column for each that is
 * looked at, the darker the more. What lies ahead is left empty, for the mask hides it.
 */
public final class AttentionText {
  /** From nearly nothing to all. */
  private static final String SHADES = ".:-=+*#%@";

  private final TokenText names;
  private final int[] tokens;

  public AttentionText(TokenText names, int[] tokens) {
    this.names = names;
    this.tokens = tokens.clone();
  }

  /** The picture, and beside each row what it looks at most. */
  public List<String> lines(AttentionMap map) {
    List<String> lines = new ArrayList<>();
    int width = 0;
    for (int token : tokens) {
      width = Math.max(width, names.of(token).length());
    }
    for (int query = 0; query < tokens.length; query++) {
      StringBuilder line = new StringBuilder();
      line.append(String.format("%3d  %-" + width + "s  ", query, names.of(tokens[query])));
      for (int key = 0; key < tokens.length; key++) {
        line.append(key > query ? ' ' : shade(map.weight(query, key)));
      }
      int most = most(map, query);
      line.append(
          String.format(
              Locale.ROOT,
              "  %3.0f %% on %s (%d)",
              map.weight(query, most) * 100,
              names.of(tokens[most]),
              most));
      lines.add(line.toString());
    }
    return lines;
  }

  /** {@code [T, T]}, row by row. */
  public static JsonArray json(AttentionMap map) {
    JsonArray rows = new JsonArray();
    for (int query = 0; query < map.tokens(); query++) {
      JsonArray row = new JsonArray();
      for (int key = 0; key < map.tokens(); key++) {
        row.add(map.weight(query, key));
      }
      rows.add(row);
    }
    return rows;
  }

  private static char shade(float weight) {
    int shade = Math.min(SHADES.length() - 1, (int) (weight * SHADES.length()));
    return SHADES.charAt(shade);
  }

  private static int most(AttentionMap map, int query) {
    int most = 0;
    for (int key = 1; key <= query; key++) {
      most = map.weight(query, key) > map.weight(query, most) ? key : most;
    }
    return most;
  }
}
