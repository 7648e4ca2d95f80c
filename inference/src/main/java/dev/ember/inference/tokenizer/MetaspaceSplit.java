package dev.ember.inference.tokenizer;

import java.util.List;

/**
 * Hugging Face's {@code Metaspace}: spaces become {@code ▁}, a text that does not begin with one
 * may get one, and pieces begin at each.
 */
final class MetaspaceSplit implements PreTokenizer {
  /** Which text gets a {@code ▁} before it; one that goes on where text ended never does. */
  enum Prefix {
    ALWAYS("always"),
    FIRST("first"),
    NEVER("never");

    private final String key;

    Prefix(String key) {
      this.key = key;
    }

    /** The name in {@code tokenizer.json}. */
    String key() {
      return key;
    }

    private boolean precedes(TextPart part) {
      return switch (part) {
        case FIRST -> this != NEVER;
        case LATER -> this == ALWAYS;
        case CONTINUED -> false;
      };
    }
  }

  private final String replacement;
  private final Prefix prefix;
  private final boolean splits;
  private final PatternSplit split;

  MetaspaceSplit(String replacement, Prefix prefix, boolean splits) {
    this.replacement = replacement;
    this.prefix = prefix;
    this.splits = splits;
    split = PatternSplit.literal(replacement, SplitBehavior.MERGED_WITH_NEXT, false);
  }

  @Override
  public void split(String text, TextPart part, List<String> pieces) {
    String replaced = text.replace(" ", replacement);
    if (prefix.precedes(part) && !replaced.startsWith(replacement)) {
      replaced = replacement + replaced;
    }
    if (splits) {
      split.split(replaced, part, pieces);
    } else {
      pieces.add(replaced);
    }
  }

  String replacement() {
    return replacement;
  }

  Prefix prefix() {
    return prefix;
  }

  boolean splits() {
    return splits;
  }
}
