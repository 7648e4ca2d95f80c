package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One step from the spellings of tokens to text, named as in {@code tokenizer.json}. */
public sealed interface DecodingStep {

  /** Changes the spellings of tokens in a row. */
  List<String> apply(List<String> tokens);

  /**
   * As {@link #apply}, of which the result has at most {@code limit} characters in all.
   *
   * @throws TokenizerException if it would have more
   */
  default List<String> apply(List<String> tokens, int limit) {
    return apply(tokens);
  }

  /** The alphabet of bytes read back; bytes that are not UTF-8 become U+FFFD. */
  record ByteLevel() implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      ByteSink bytes = new ByteSink();
      for (String token : tokens) {
        bytes.add(
            ByteAlphabet.canRead(token)
                ? ByteAlphabet.read(token)
                : token.getBytes(StandardCharsets.UTF_8));
      }
      return List.of(bytes.text());
    }
  }

  /** A literal text replaced within each token. */
  record Replace(String pattern, String content) implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      return apply(tokens, Integer.MAX_VALUE);
    }

    @Override
    public List<String> apply(List<String> tokens, int limit) {
      List<String> replaced = new ArrayList<>(tokens.size());
      int left = limit;
      for (String token : tokens) {
        String one = Growth.replace(token, pattern, content, left);
        replaced.add(one);
        Growth.require(one.length(), left);
        left -= one.length();
      }
      return replaced;
    }
  }

  /** Tokens like {@code <0x0A>} in a row as text, or as one U+FFFD each if they are no UTF-8. */
  record ByteFallback() implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> texts = new ArrayList<>(tokens.size());
      ByteSink bytes = new ByteSink();
      for (String token : tokens) {
        int one = ByteTokens.byteOf(token);
        if (one == ByteTokens.NO_BYTE) {
          bytes.drainTo(texts);
          texts.add(token);
        } else {
          bytes.add(new byte[] {(byte) one});
        }
      }
      bytes.drainTo(texts);
      return texts;
    }
  }

  /** All tokens as one. */
  record Fuse() implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      return List.of(String.join("", tokens));
    }
  }

  /** Up to {@code start} and {@code stop} characters {@code content} off the ends of each token. */
  record Strip(char content, int start, int stop) implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> stripped = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        int from = 0;
        int to = token.length();
        while (from < Math.min(start, to) && token.charAt(from) == content) {
          from++;
        }
        while (to > from && token.length() - to < stop && token.charAt(to - 1) == content) {
          to--;
        }
        stripped.add(token.substring(from, to));
      }
      return stripped;
    }
  }

  /** {@code ▁} as a space, and as nothing in the first token if that may have got one. */
  record Metaspace(String replacement, boolean prefixed) implements DecodingStep {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> spaced = new ArrayList<>(tokens.size());
      for (String token : tokens) {
        spaced.add(token.replace(replacement, spaced.isEmpty() && prefixed ? "" : " "));
      }
      return spaced;
    }
  }
}
