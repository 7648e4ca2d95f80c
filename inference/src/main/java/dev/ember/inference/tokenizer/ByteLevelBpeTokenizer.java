package dev.ember.inference.tokenizer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Byte-level byte pair encoding, as GPT-2 brought it and {@code tokenizer.json} describes it.
 *
 * <p>A text goes through five steps: added tokens are taken out, what lies between is normalized,
 * cut into pieces ({@link PreTokenization}), spelled in bytes, and merged. With GPT-2's merges
 * {@code "Hello world"} becomes {@code [15496, 995]}, the tokens {@code "Hello"} and {@code "
 * world"}. An unpaired surrogate counts as U+FFFD. Merging takes {@code O(n log n)}, even of a line
 * that nothing cuts.
 */
public final class ByteLevelBpeTokenizer implements Tokenizer {
  private static final char REPLACEMENT = '\uFFFD';

  private final TokenizerDefinition definition;
  private final BpeModel model;
  private final Map<String, Integer> ids = new HashMap<>();
  private final byte[][] bytes; // by id; empty where no token has the id
  private final BitSet specials = new BitSet(); // by id
  private final AddedTokens ordinaryTokens;
  private final AddedTokens allTokens;

  public ByteLevelBpeTokenizer(TokenizerDefinition definition) {
    this.definition = definition;
    ids.putAll(definition.vocabulary());
    for (AddedToken token : definition.addedTokens()) {
      ids.put(token.content(), token.id());
      if (token.special()) {
        specials.set(token.id());
      }
    }
    bytes = bytes(definition);
    model = new BpeModel(definition, specials);
    ordinaryTokens = new AddedTokens(token -> !token.special());
    allTokens = new AddedTokens(token -> true);
  }

  /**
   * Reads a {@code tokenizer.json}; {@code sourceName} names it in errors.
   *
   * @throws TokenizerFormatException if the text is no tokenizer of this kind, or asks for
   *     something that this class does not do
   */
  public static ByteLevelBpeTokenizer read(Reader json, String sourceName) throws IOException {
    return new ByteLevelBpeTokenizer(new TokenizerJsonReader(json, sourceName).read());
  }

  /** Writes a {@code tokenizer.json} that {@link #read} and Hugging Face's library read. */
  public void write(Writer json) throws IOException {
    TokenizerJsonWriter.write(definition, json);
  }

  public TokenizerDefinition definition() {
    return definition;
  }

  @Override
  public int vocabularySize() {
    return bytes.length;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Added tokens that are not special, like Qwen's {@code <think>}, are words of the language
   * and found here too.
   */
  @Override
  public int[] encode(String text) {
    return encode(text, ordinaryTokens);
  }

  @Override
  public int[] encodeWithSpecialTokens(String text) {
    return encode(text, allTokens);
  }

  @Override
  public byte[] bytes(int token) {
    return bytes[requireToken(token)].clone();
  }

  @Override
  public boolean isSpecial(int token) {
    return specials.get(requireToken(token));
  }

  @Override
  public List<AddedToken> specialTokens() {
    List<AddedToken> tokens = new ArrayList<>();
    for (AddedToken token : definition.addedTokens()) {
      if (token.special()) {
        tokens.add(token);
      }
    }
    tokens.sort(Comparator.comparingInt(AddedToken::id));
    return tokens;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Content is what the file calls the token: the name of an added token, otherwise its spelling
   * in the {@link ByteAlphabet}, such as {@code "Ġworld"}.
   */
  @Override
  public OptionalInt idOf(String content) {
    Integer id = ids.get(content);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public String decode(int[] tokens, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      byte[] one = bytes[requireToken(tokens[i])];
      all.write(one, 0, one.length);
    }
    return new String(all.toByteArray(), StandardCharsets.UTF_8);
  }

  private int[] encode(String text, AddedTokens tokens) {
    IntList out = new IntList();
    tokens.raw.split(
        wellFormed(text),
        between -> tokens.normalized.split(normalize(between), plainText(out), out::add),
        out::add);
    return out.toArray();
  }

  private Consumer<String> plainText(IntList out) {
    return text -> {
      for (String piece : definition.preTokenization().split(text)) {
        model.encode(piece.getBytes(StandardCharsets.UTF_8), out);
      }
    };
  }

  private String normalize(String text) {
    String normalized = text;
    for (Normalizer.Form form : definition.normalizations()) {
      normalized = Normalizer.normalize(normalized, form);
    }
    return normalized;
  }

  private int requireToken(int token) {
    if (token < 0 || token >= bytes.length) {
      throw new IllegalArgumentException(
          "expected a token from 0 to " + (bytes.length - 1) + " but found " + token);
    }
    return token;
  }

  private static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
        i++;
      } else {
        fixed = fixed == null ? new StringBuilder(text) : fixed;
        fixed.setCharAt(i, REPLACEMENT);
      }
    }
    return fixed == null ? text : fixed.toString();
  }

  private static byte[][] bytes(TokenizerDefinition definition) {
    int largest = -1;
    for (int id : definition.vocabulary().values()) {
      largest = Math.max(largest, id);
    }
    for (AddedToken token : definition.addedTokens()) {
      largest = Math.max(largest, token.id());
    }
    byte[][] bytes = new byte[largest + 1][];
    Arrays.fill(bytes, new byte[0]);
    definition.vocabulary().forEach((content, id) -> bytes[id] = bytesOf(content));
    for (AddedToken token : definition.addedTokens()) {
      bytes[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  private static byte[] bytesOf(String content) {
    return ByteAlphabet.canRead(content)
        ? ByteAlphabet.read(content)
        : content.getBytes(StandardCharsets.UTF_8);
  }

  /** The added tokens to look for: some in the raw text, some in the normalized. */
  private final class AddedTokens {
    private final AddedTokenFinder raw;
    private final AddedTokenFinder normalized;

    AddedTokens(Predicate<AddedToken> wanted) {
      List<AddedToken> before = new ArrayList<>();
      List<AddedToken> after = new ArrayList<>();
      for (AddedToken token : definition.addedTokens()) {
        if (wanted.test(token)) {
          (token.normalized() ? after : before).add(token);
        }
      }
      raw = new AddedTokenFinder(before);
      normalized = new AddedTokenFinder(after);
    }
  }
}
