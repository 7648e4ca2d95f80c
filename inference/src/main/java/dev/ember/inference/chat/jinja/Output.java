package dev.ember.inference.chat.jinja;

/** Text that grows under the limits of a {@link Rendering}. */
final class Output {
  private static final int APPEND = 4; // work of appending a text that is empty

  private final Rendering rendering;
  private final StringBuilder text = new StringBuilder();

  Output(Rendering rendering) {
    this.rendering = rendering;
  }

  Output append(String more) {
    if ((long) text.length() + more.length() > Rendering.MAX_LENGTH) {
      throw TemplateException.of(
          "expected at most " + Rendering.MAX_LENGTH + " characters of output");
    }
    rendering.work(APPEND + (long) more.length());
    text.append(more);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
