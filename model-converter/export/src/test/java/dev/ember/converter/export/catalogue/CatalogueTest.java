package dev.ember.converter.export.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public final class CatalogueTest {
  /** Those that {@code Families} lists and small instruct models exist of. */
  private static final Set<String> ARCHITECTURES = Set.of("llama", "qwen2", "qwen3", "gemma3_text");

  /** Two bytes a weight, as all of them are published, or a stored copy of the table more. */
  private static final int BYTES_PER_PARAMETER = 2;

  @Test
  public void models_eachIsOneThatCanBeImported() {
    List<CatalogueModel> models = Catalogue.models();

    assertThat(models).hasSizeBetween(5, 20);
    Set<String> ids = new HashSet<>();
    for (CatalogueModel model : models) {
      assertThat(model.id()).matches("[\\w.-]+/[\\w.-]+");
      assertThat(ids.add(model.id())).as("named once: %s", model.id()).isTrue();
      assertThat(ARCHITECTURES).contains(model.architecture());
      assertThat(model.licence()).isNotBlank();
      assertThat(model.goodFor()).hasSizeLessThan(120);
      assertThat(model.downloadBytes())
          .isBetween(
              BYTES_PER_PARAMETER * model.parameters(),
              3 * BYTES_PER_PARAMETER * model.parameters() / 2);
    }
  }
}
