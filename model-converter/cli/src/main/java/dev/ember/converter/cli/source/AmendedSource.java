package dev.ember.converter.cli.source;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.WeightSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A model with another chat template or card than its own, or with one that it lacks. */
public final class AmendedSource implements ModelSource {
  private final ModelSource model;
  private final @Nullable String template;
  private final @Nullable String card;

  /**
   * @param model is closed with this one
   * @param template null for its own
   * @param card Markdown; null for its own
   */
  public AmendedSource(ModelSource model, @Nullable String template, @Nullable String card) {
    this.model = model;
    this.template = template;
    this.card = card;
  }

  @Override
  public String architecture() {
    return model.architecture();
  }

  @Override
  public String description() {
    return model.description();
  }

  @Override
  public WeightSource weights() throws IOException {
    return model.weights();
  }

  @Override
  public SourceChat chat() throws IOException {
    SourceChat chat = model.chat();
    return template == null ? chat : chat.withTemplate(template);
  }

  @Override
  public SourceNotes notes() throws IOException {
    SourceNotes notes = model.notes();
    return card == null ? notes : new SourceNotes(card, notes.facts(), notes.goldenPrompts());
  }

  @Override
  public void close() throws IOException {
    model.close();
  }
}
