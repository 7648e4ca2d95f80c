package dev.ember.inference;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;

/**
 * A model ready to chat: a backend with the tokenizer and template that belong to it. Closing the
 * engine closes the backend.
 *
 * <pre>
 * try (Bundle bundle = Bundle.open(path);
 *     Engine engine = Engine.open(bundle, new ReferenceBackend(bundle));
 *     Conversation conversation = engine.newConversation()) {
 *   conversation.generate(List.of(Message.user("Hi")), options, System.out::print);
 * }
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * Manifest, tokenizer and template may be used from any thread. The backend may not: of all
 * conversations and decoders of one engine, one generates at a time.
 */
public final class Engine implements AutoCloseable {
  private final Manifest manifest;
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final Backend backend;
  private final boolean guesses;

  public Engine(Manifest manifest, Tokenizer tokenizer, ChatTemplate template, Backend backend) {
    this(manifest, tokenizer, template, backend, false);
  }

  private Engine(
      Manifest manifest,
      Tokenizer tokenizer,
      ChatTemplate template,
      Backend backend,
      boolean guesses) {
    this.manifest = manifest;
    this.tokenizer = tokenizer;
    this.template = template;
    this.backend = backend;
    this.guesses = guesses;
  }

  /**
   * The engine of a bundle on a backend that runs it. If this throws, the backend stays open.
   *
   * @throws dev.ember.inference.bundle.BundleFormatException if the tokenizer or the template is
   *     malformed
   * @throws IllegalArgumentException if the backend runs another model
   */
  public static Engine open(Bundle bundle, Backend backend) throws IOException {
    Manifest manifest = bundle.manifest();
    int vocabulary = backend.config().vocabulary();
    if (vocabulary != manifest.config().vocabulary()) {
      throw new IllegalArgumentException(
          "expected a backend with a vocabulary of "
              + manifest.config().vocabulary()
              + " but found "
              + vocabulary);
    }
    return new Engine(manifest, bundle.tokenizer(), bundle.template(), backend);
  }

  /** The same engine, whose decoders guess: see {@link Decoder#guessing}. Close one of the two. */
  public Engine guessing() {
    return new Engine(manifest, tokenizer, template, backend, true);
  }

  /** Whether its decoders guess. */
  public boolean guesses() {
    return guesses;
  }

  public Manifest manifest() {
    return manifest;
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public ChatTemplate template() {
    return template;
  }

  public Backend backend() {
    return backend;
  }

  /** A conversation with its own KV cache; the caller closes it. */
  public Conversation newConversation() {
    return new Conversation(this);
  }

  /** A decoder of plain prompts, without the chat template; the caller closes it. */
  public Decoder newDecoder() {
    return guesses
        ? Decoder.guessing(backend, tokenizer, manifest.stopTokens())
        : new Decoder(backend, tokenizer, manifest.stopTokens());
  }

  @Override
  public void close() {
    backend.close();
  }
}
