package dev.ember.converter.cli.source;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.WeightSource;
import java.io.IOException;

/** A model with another chat template than its own, or with one that it lacks. */
public final class TemplatedSource implements ModelSource {
  private final ModelSource model;
  private final String template;

  /**
   * @param model is closed with this one
   */
  public TemplatedSource(ModelSource model, String template) {
    this.model = model;
    this.template = template;
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
    return model.chat().withTemplate(template);
  }

  @Override
  public SourceNotes notes() throws IOException {
    return model.notes();
  }

  @Override
  public void close() throws IOException {
    model.close();
  }
}
