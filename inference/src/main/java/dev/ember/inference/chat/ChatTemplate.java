package dev.ember.inference.chat;

/** A bundle's own chat template, a Jinja text. Immutable. */
public final class ChatTemplate {
  private final String source;

  public ChatTemplate(String source) {
    this.source = source;
  }

  public String source() {
    return source;
  }
}
