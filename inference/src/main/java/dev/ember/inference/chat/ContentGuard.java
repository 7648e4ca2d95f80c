package dev.ember.inference.chat;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.AddedTokenFinder;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Keeps special tokens that a person wrote from becoming special once a template has mixed their
 * text with its own.
 *
 * <p>Before rendering, one character of every name of a special token within a message, and of
 * every part of a name that the template could complete, is swapped for a stand-in: a character
 * that no message holds. After rendering the text is cut at the special tokens that are left, which
 * are the template's, and the stand-ins between them are swapped back. A stand-in keeps the length,
 * so a template that counts or cuts sees what it would see.
 */
final class ContentGuard {
  /** Where unused characters are looked for: noncharacters first, then private use. */
  private static final char FIRST_NONCHARACTER = 0xFDD0;

  private static final char LAST_NONCHARACTER = 0xFDEF;
  private static final char FIRST_PRIVATE = 0xE000;
  private static final char LAST_PRIVATE = 0xF8FF;

  private static final int NONE = -1;

  private final Tokenizer tokenizer;
  private final List<AddedToken> specials;
  private final Map<Character, Character> standIns = new HashMap<>(); // by the character meant
  private final Map<Character, Character> meanings = new HashMap<>(); // by the stand-in
  private final List<Message> guarded = new ArrayList<>();
  private int last = NONE; // token that was encoded last

  /** Guards messages; {@code templateSource} tells which characters a template writes itself. */
  ContentGuard(List<Message> messages, Tokenizer tokenizer, String templateSource) {
    this.tokenizer = tokenizer;
    specials = tokenizer.specialTokens();
    chooseStandIns(messages, templateSource);
    for (Message message : messages) {
      guarded.add(new Message(message.role(), guard(message.content())));
    }
  }

  /** The messages with stand-ins, to be rendered. */
  List<Message> messages() {
    return guarded;
  }

  /**
   * The tokens of a rendering of {@link #messages}, or of its next part: a part that goes on where
   * text ended is encoded so.
   */
  int[] encode(String rendered) {
    IntStream.Builder ids = IntStream.builder();
    IntConsumer onToken =
        id -> {
          ids.add(id);
          last = id;
        };
    new AddedTokenFinder(specials)
        .split(
            rendered,
            text -> {
              for (int id : encodeText(restore(text))) {
                onToken.accept(id);
              }
            },
            onToken);
    return ids.build().toArray();
  }

  private int[] encodeText(String text) {
    return last == NONE ? tokenizer.encode(text) : tokenizer.encodeBehind(last, text);
  }

  private void chooseStandIns(List<Message> messages, String templateSource) {
    BitSet used = new BitSet();
    templateSource.chars().forEach(used::set);
    for (Message message : messages) {
      message.content().chars().forEach(used::set);
    }
    for (AddedToken special : specials) {
      special.content().chars().forEach(used::set);
    }
    for (AddedToken special : specials) {
      String name = special.content();
      chooseStandIn(name.charAt(0), used);
      chooseStandIn(name.charAt(name.length() - 1), used);
    }
  }

  private void chooseStandIn(char meant, BitSet used) {
    if (standIns.containsKey(meant)) {
      return;
    }
    int standIn = used.nextClearBit(FIRST_NONCHARACTER);
    if (standIn > LAST_NONCHARACTER) {
      standIn = used.nextClearBit(FIRST_PRIVATE);
    }
    if (standIn > LAST_PRIVATE && standIn < FIRST_NONCHARACTER) {
      throw new IllegalArgumentException(
          "expected messages that leave a private character unused but found none");
    }
    used.set(standIn);
    standIns.put(meant, (char) standIn);
    meanings.put((char) standIn, meant);
  }

  private String guard(String content) {
    BitSet marked = new BitSet();
    for (AddedToken special : specials) {
      markWithin(content, special.content(), marked);
      markAtEnds(content, special.content(), marked);
    }
    if (marked.isEmpty()) {
      return content;
    }
    StringBuilder text = new StringBuilder(content);
    for (int at = marked.nextSetBit(0); at >= 0; at = marked.nextSetBit(at + 1)) {
      text.setCharAt(at, swapped(standIns, content.charAt(at)));
    }
    return text.toString();
  }

  /**
   * Marks whole names, and halves wherever they stand: a template that cuts something out of a
   * message could join two halves.
   */
  private static void markWithin(String content, String name, BitSet marked) {
    int half = name.length() / 2;
    String start = name.substring(0, half + 1);
    for (int at = content.indexOf(start); at >= 0; at = content.indexOf(start, at + 1)) {
      marked.set(at);
    }
    String end = name.substring(half);
    for (int at = content.indexOf(end); at >= 0; at = content.indexOf(end, at + 1)) {
      marked.set(at + end.length() - 1);
    }
  }

  /** Marks every part of a name at an end that what stands beside the message could complete. */
  private static void markAtEnds(String content, String name, BitSet marked) {
    int start = 0;
    int end = content.length();
    while (start < end && isSpace(content.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(content.charAt(end - 1))) {
      end--;
    }
    String trimmed = content.substring(start, end);
    for (int length = 1; length < name.length(); length++) {
      if (trimmed.endsWith(name.substring(0, length))) {
        marked.set(end - length);
      }
      if (trimmed.startsWith(name.substring(name.length() - length))) {
        marked.set(start + length - 1);
      }
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private String restore(String text) {
    StringBuilder restored = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (meanings.containsKey(text.charAt(i))) {
        restored.setCharAt(i, swapped(meanings, text.charAt(i)));
      }
    }
    return restored.toString();
  }

  private static char swapped(Map<Character, Character> table, char key) {
    return table.getOrDefault(key, key);
  }
}
