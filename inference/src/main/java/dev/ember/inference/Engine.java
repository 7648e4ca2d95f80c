package dev.ember.inference;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.tokenizer.Tokenizer;

/**
 * A model ready to chat: a backend with the tokenizer and template that belong to it. Closing the
 * engine closes the backend.
 */
public final class Engine implements AutoCloseable {
  private final Manifest manifest;
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final Backend backend;

  public Engine(Manifest manifest, Tokenizer tokenizer, ChatTemplate template, Backend backend) {
    this.manifest = manifest;
    this.tokenizer = tokenizer;
    this.template = template;
    this.backend = backend;
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

  @Override
  public void close() {
    backend.close();
  }
}
