package dev.ember.app.inside.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class LabelPlacerTest {
  private static final float WIDTH = 400;
  private static final float HEIGHT = 300;
  private static final float GAP = 6;
  private static final float RADIUS = 5;
  private static final float LINE = 20;

  private final LabelPlacer placer = new LabelPlacer(WIDTH, HEIGHT, GAP);

  @Test
  public void place_withRoom_isBehindThePoint() {
    LabelPlacer.Place place = placer.place(100, 100, RADIUS, 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(111, 90, 161, 110));
  }

  @Test
  public void place_atTheEdge_isBeforeThePoint() {
    LabelPlacer.Place place = placer.place(390, 100, RADIUS, 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(329, 90, 379, 110));
  }

  @Test
  public void place_manyPoints_noNameCoversAnotherOrAPoint() {
    Random random = new Random(4);
    List<LabelPlacer.Place> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float x = random.nextFloat() * WIDTH;
      float y = random.nextFloat() * HEIGHT;
      placer.keepFree(x, y, RADIUS);
      LabelPlacer.Place place = placer.place(x, y, RADIUS, 30 + random.nextFloat() * 40, LINE);
      if (place != null) {
        assertThat(names).noneMatch(place::covers);
        assertThat(place.left()).isNotNegative();
        assertThat(place.right()).isLessThanOrEqualTo(WIDTH);
        names.add(place);
      }
    }
    assertThat(names).hasSizeGreaterThan(15);
  }

  @Test
  public void place_noRoomAtItsSides_isAtACorner() {
    float x = 200;
    float y = 200;
    placer.keepFree(new LabelPlacer.Place(0, y - 1, WIDTH, y + 1)); // behind and before
    placer.keepFree(new LabelPlacer.Place(x - 1, 0, x + 1, HEIGHT)); // above and below
    LabelPlacer.Place place = placer.place(x, y, RADIUS, 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(205, 175, 255, 195));
  }

  @Test
  public void placeAlways_noRoom_standsAllTheSameAndInside() {
    placer.keepFree(new LabelPlacer.Place(0, 0, WIDTH, HEIGHT));
    assertThat(placer.place(390, 100, RADIUS, 50, LINE)).isNull();
    LabelPlacer.Place place = placer.placeAlways(390, 100, RADIUS, 50, LINE);
    assertThat(place.right()).isLessThanOrEqualTo(WIDTH);
  }
}
