package dev.ember.inference.tokenizer;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of subwords as {@code tokenizer.json} describes it: byte pair encoding over bytes
 * (GPT-2's way) or over characters (SentencePiece's), or Unigram.
 *
 * <p>A text goes through five steps: added tokens are taken out, what lies between is normalized,
 * cut into pieces ({@link PreTokenization}), spelled in bytes or characters, and merged. With
 * GPT-2's merges {@code "Hello world"} becomes {@code [15496, 995]}, the tokens {@code "Hello"} and
 * {@code " world"}. An unpaired surrogate counts as U+FFFD. Merging takes {@code O(n log n)}, even
 * of a line that nothing cuts.
 */
public final class SubwordTokenizer implements Tokenizer {
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] NO_BYTES = {};
  private static final String DECODER = "$.decoder";

  /** Of a token's spelling: more than UTF-8 has, and than any real decoder makes. */
  private static final long MOST_BYTES_OF_A_CHARACTER = 8;

  private static final long MOST_ADDED_BYTES = 1 << 20;

  private final TokenizerDefinition definition;
  private final Segmenter segmenter;
  private final Map<String, AddedToken> added = new HashMap<>(); // by content
  private final String[] spellings; // by id; empty where no token has the id
  private final byte[][] bytes; // by id; empty where no token has the id
  private final BitSet specials = new BitSet(); // by id
  private final AddedTokens ordinaryTokens;
  private final AddedTokens allTokens;

  /** The pieces of former texts, while no thread encodes with them. */
  private final AtomicReference<@Nullable PieceCache> idlePieces = new AtomicReference<>();

  public SubwordTokenizer(TokenizerDefinition definition) {
    this.definition = definition;
    for (AddedToken token : definition.addedTokens()) {
      added.put(token.content(), token);
      if (token.special()) {
        specials.set(token.id());
      }
    }
    spellings = spellings(definition);
    bytes = bytes();
    segmenter = Segmenter.of(definition, specials);
    ordinaryTokens = new AddedTokens(token -> !token.special());
    allTokens = new AddedTokens(token -> true);
  }

  /** The same tokens with more ids, none of them with a name. */
  private SubwordTokenizer(SubwordTokenizer named, int vocabulary) {
    definition = named.definition;
    segmenter = named.segmenter;
    added.putAll(named.added);
    specials.or(named.specials);
    spellings = Arrays.copyOf(named.spellings, vocabulary);
    Arrays.fill(spellings, named.spellings.length, vocabulary, "");
    bytes = Arrays.copyOf(named.bytes, vocabulary);
    Arrays.fill(bytes, named.bytes.length, vocabulary, NO_BYTES);
    ordinaryTokens = new AddedTokens(token -> !token.special());
    allTokens = new AddedTokens(token -> true);
  }

  /**
   * Reads a {@code tokenizer.json}; {@code sourceName} names it in errors.
   *
   * @throws TokenizerFormatException if the text is no tokenizer of this kind, or asks for
   *     something that this class does not do
   */
  public static SubwordTokenizer read(Reader json, String sourceName) throws IOException {
    TokenizerDefinition definition = new TokenizerJsonReader(json, sourceName).read();
    try {
      return new SubwordTokenizer(definition);
    } catch (DefinitionException e) {
      throw e.in(sourceName);
    }
  }

  /** Writes a {@code tokenizer.json} that {@link #read} and Hugging Face's library read. */
  public void write(Writer json) throws IOException {
    TokenizerJsonWriter.write(definition, json);
  }

  /**
   * This tokenizer for a model whose tables have more rows than there are tokens: such a model may
   * draw an id that no token has, which is an ordinary token of no bytes.
   *
   * @param vocabulary rows of the model's tables, at least {@link #vocabularySize}
   */
  public SubwordTokenizer padded(int vocabulary) {
    if (vocabulary < bytes.length) {
      throw new IllegalArgumentException(
          "expected a vocabulary of at least " + bytes.length + " but found " + vocabulary);
    }
    return vocabulary == bytes.length ? this : new SubwordTokenizer(this, vocabulary);
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
    return encode(text, ordinaryTokens, TextPart.FIRST);
  }

  @Override
  public int[] encodeWithin(String text) {
    return encode(text, ordinaryTokens, TextPart.CONTINUED);
  }

  /**
   * {@inheritDoc}
   *
   * <p>So the tokens of a text's parts, each encoded behind the last token of the one before, are
   * those of the whole wherever the whole has a border of tokens between the parts.
   */
  @Override
  public int[] encodeBehind(int token, String text) {
    boolean behindAdded = added.containsKey(spellings[requireToken(token)]);
    return encode(text, ordinaryTokens, behindAdded ? TextPart.LATER : TextPart.CONTINUED);
  }

  @Override
  public int[] encodeWithSpecialTokens(String text) {
    return encode(text, allTokens, TextPart.FIRST);
  }

  @Override
  public int[] encodeFramed(String text) {
    IntList out = new IntList();
    definition.framing().before().forEach(frame -> out.add(frame.id()));
    new Encoding(allTokens, TextPart.FIRST, out).encode(text);
    definition.framing().after().forEach(frame -> out.add(frame.id()));
    return out.toArray();
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
    AddedToken token = added.get(content);
    if (token != null) {
      return OptionalInt.of(token.id());
    }
    Integer id = definition.model().vocabulary().get(content);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public String decode(int[] tokens, int count) {
    if (!definition.decoding().isByteLevel()) {
      List<String> row = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        row.add(spellings[requireToken(tokens[i])]);
      }
      return definition.decoding().decode(row);
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += bytes[requireToken(tokens[i])].length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      byte[] one = bytes[tokens[i]];
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    return new String(all, StandardCharsets.UTF_8);
  }

  private int[] encode(String text, AddedTokens tokens, TextPart part) {
    IntList out = new IntList();
    new Encoding(tokens, part, out).encode(text);
    return out.toArray();
  }

  private String normalize(String text, TextPart part) {
    boolean continued = part == TextPart.CONTINUED;
    int limit = Growth.limit(text.length());
    String normalized = text;
    for (Normalization step : definition.normalizations()) {
      normalized = continued ? step.applyWithin(normalized, limit) : step.apply(normalized, limit);
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

  private static String[] spellings(TokenizerDefinition definition) {
    int largest = -1;
    for (int id : definition.model().vocabulary().values()) {
      largest = Math.max(largest, id);
    }
    for (AddedToken token : definition.addedTokens()) {
      largest = Math.max(largest, token.id());
    }
    String[] spellings = new String[largest + 1];
    Arrays.fill(spellings, "");
    definition.model().vocabulary().forEach((content, id) -> spellings[id] = content);
    for (AddedToken token : definition.addedTokens()) {
      spellings[token.id()] = token.content();
    }
    return spellings;
  }

  private byte[][] bytes() {
    byte[][] all = decoded();
    boolean byteLevel = definition.decoding().isByteLevel();
    for (AddedToken token : definition.addedTokens()) {
      if (token.special() || byteLevel) {
        all[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
      }
    }
    return all;
  }

  private byte[][] decoded() {
    byte[][] all = new byte[spellings.length][];
    long spelled = 0;
    long decoded = 0;
    for (int id = 0; id < all.length; id++) {
      try {
        all[id] = spellings[id].isEmpty() ? NO_BYTES : definition.decoding().bytes(spellings[id]);
      } catch (TokenizerException tooLong) {
        throw tooLong.at(DECODER);
      }
      spelled += spellings[id].length();
      decoded += all[id].length;
      if (decoded > MOST_BYTES_OF_A_CHARACTER * spelled + MOST_ADDED_BYTES) {
        throw new DefinitionException(
            DECODER,
            "tokens of " + spelled + " characters that stand for about as many bytes",
            decoded + " bytes or more");
      }
    }
    return all;
  }

  /** One text on its way to tokens. */
  private final class Encoding {
    private final AddedTokens tokens;
    private final IntList out;
    private final PieceCache pieces;
    private TextPart part; // where what comes next stands

    Encoding(AddedTokens tokens, TextPart part, IntList out) {
      this.tokens = tokens;
      this.part = part;
      this.out = out;
      PieceCache idle = idlePieces.getAndSet(null);
      pieces = idle == null ? new PieceCache(segmenter) : idle;
    }

    void encode(String text) {
      tokens.raw.split(wellFormed(text), this::between, this::token);
      idlePieces.set(pieces);
    }

    private void between(String text) {
      tokens.normalized.split(normalize(text, part), this::plain, this::token);
    }

    private void plain(String text) {
      WordScanner scanner = definition.preTokenization().scanner();
      if (scanner == null) {
        for (String piece : definition.preTokenization().split(text, part)) {
          pieces.encode(piece.toCharArray(), 0, piece.length(), out);
        }
      } else {
        scan(scanner, text.toCharArray());
      }
      part = TextPart.LATER;
    }

    private void scan(WordScanner scanner, char[] text) {
      for (int at = 0; at < text.length; ) {
        int end = scanner.end(text, at);
        pieces.encode(text, at, end, out);
        at = end;
      }
    }

    private void token(int id) {
      out.add(id);
      part = TextPart.LATER;
    }
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
          if (token.normalized()) {
            addNormalized(token, after);
          } else {
            before.add(token);
          }
        }
      }
      raw = new AddedTokenFinder(before);
      normalized = new AddedTokenFinder(after);
    }

    /** Its name is looked for as the text is: in normal form. */
    private void addNormalized(AddedToken token, List<AddedToken> to) {
      String name;
      try {
        name = normalize(token.content(), TextPart.FIRST);
      } catch (TokenizerException e) {
        throw e.at("$.normalizer");
      }
      if (!name.isEmpty()) {
        to.add(token.withContent(name));
      }
    }
  }
}
