package dev.ember.inference.decode;

import java.util.function.LongSupplier;

/**
 * Reads an answer's tokens and gives the logits after each, several at once where the text lets
 * guess what comes.
 *
 * <p>Whoever draws does not notice: each token is drawn from the logits that follow the ones before
 * it, guessed or not, by the same sampler with the same random numbers. A guess is right if it is
 * what was drawn; behind the first wrong one all is forgotten. So the distribution is that of plain
 * decoding, and so are the tokens, up to the rounding of the kernels for one row and for several.
 */
final class Lookahead {
  private final GuessBudget budget = new GuessBudget();
  private final boolean guesses;
  private final LongSupplier nanoClock;
  private final int[] batch; // [verifyTokens]: the token to read, then guesses
  private final float[][] rows; // [verifyTokens, V]: the logits after each
  private final float[][] ends; // [verifyTokens], all but one of them null
  private int guessed; // behind the token, read or not
  private int read; // of the batch
  private int at; // the row given last

  /**
   * @param most tokens read at once; 1 guesses nothing
   * @param guesses whether an answer is guessed; a prompt's end is read at once all the same
   */
  Lookahead(int most, int vocabulary, boolean guesses, LongSupplier nanoClock) {
    this.guesses = guesses;
    this.nanoClock = nanoClock;
    batch = new int[most];
    ends = new float[most][];
    rows = new float[batch.length][vocabulary];
  }

  /** Forgets an answer that was broken off. */
  void reset() {
    guessed = 0;
    read = 0;
    at = 0;
  }

  /**
   * How many of {@code count} tokens {@link #begin} takes at least. More than one where that can
   * be: a kernel for several rows may round otherwise than that for one, and a prompt that is asked
   * again, of which only the last token need be read, is to have the same logits.
   */
  int leastTail(int count) {
    return Math.min(count, batch.length > 1 ? 2 : 1);
  }

  /** How many of {@code count} unread tokens of a prompt {@link #begin} takes, so as to fill it. */
  int tail(int count) {
    int over = count % batch.length;
    return over == 0 ? batch.length : Math.max(over, leastTail(count));
  }

  /**
   * Begins an answer: reads the prompt's last tokens.
   *
   * @param tokens the prompt, and what may be behind it
   * @param end of the prompt
   * @param promptNanos what reading the others took
   * @return the logits after the last of them
   */
  float[] begin(TokenCache cache, int[] tokens, int end, long promptNanos) {
    int count = end - cache.length();
    ends[count - 1] = rows[0];
    long begin = nanoClock.getAsLong();
    cache.verify(tokens, cache.length(), count, ends);
    long nanos = nanoClock.getAsLong() - begin;
    ends[count - 1] = null;
    budget.work(promptNanos + nanos);
    if (count > 1) {
      budget.timed(nanos);
    }
    return rows[0];
  }

  /** Reads a token of an answer that was written before, and guesses nothing. */
  float[] again(TokenCache cache, int token) {
    cache.decode(token, rows[0]);
    return rows[0];
  }

  /** Reads a token; valid until the next call. */
  float[] after(TokenCache cache, int token) {
    if (at == 0 && guessed > 0) {
      budget.firstGuess(batch[1] == token);
    }
    if (at + 1 < read && batch[at + 1] == token) {
      at++;
      budget.rightGuess();
      return rows[at];
    }
    forgetGuesses(cache);
    batch[0] = token;
    guessed = guess(cache, token);
    read = budget.allows(guessed) ? 1 + guessed : 1;
    long begin = nanoClock.getAsLong();
    if (read == 1) {
      cache.decode(token, rows[0]);
      budget.step(nanoClock.getAsLong() - begin);
    } else {
      cache.verify(batch, 0, read, rows);
      budget.verification(nanoClock.getAsLong() - begin);
    }
    return rows[0];
  }

  /** Whether the window has no room for another token. */
  boolean isFull(TokenCache cache) {
    return length(cache) == cache.capacity();
  }

  /** Takes out of the cache what is not of the text. */
  void forgetGuesses(TokenCache cache) {
    cache.truncate(length(cache));
    reset();
  }

  /** Tokens of the text; the cache holds as many, and wrong guesses behind. */
  private int length(TokenCache cache) {
    return read == 0 ? cache.length() : cache.length() - read + at + 1;
  }

  private int guess(TokenCache cache, int token) {
    int room = cache.capacity() - cache.length() - 1;
    int most = Math.min(batch.length - 1, room);
    return most <= 0 || !guesses
        ? 0
        : PromptLookup.guess(cache.with(token), cache.length() + 1, batch, 1, most);
  }
}
