package dev.ember.app.inside.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    LabelPlacer.Place place = placer.place(dot(100, 100), 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(111, 90, 161, 110));
  }

  @Test
  public void place_atTheEdge_isBeforeThePoint() {
    LabelPlacer.Place place = placer.place(dot(390, 100), 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(329, 90, 379, 110));
  }

  @Test
  public void place_manyPoints_noNameCoversAnotherOrAPoint() {
    Random random = new Random(4);
    List<LabelPlacer.Place> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float x = random.nextFloat() * WIDTH;
      float y = random.nextFloat() * HEIGHT;
      placer.keepFree(dot(x, y));
      LabelPlacer.Place place = placer.place(dot(x, y), 30 + random.nextFloat() * 40, LINE);
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
    LabelPlacer.Place place = placer.place(dot(x, y), 50, LINE);
    assertThat(place).isEqualTo(new LabelPlacer.Place(205, 175, 255, 195));
  }

  @Test
  public void placeAlways_noRoom_standsAllTheSameAndInside() {
    placer.keepFree(new LabelPlacer.Place(0, 0, WIDTH, HEIGHT));
    assertThat(placer.place(dot(390, 100), 50, LINE)).isNull();
    LabelPlacer.Place place = placer.placeAlways(dot(390, 100), 50, LINE);
    assertThat(place.right()).isLessThanOrEqualTo(WIDTH);
  }

  @Test
  public void place_twoInALine_haveAGapBetweenThem() {
    placer.place(dot(100, 100), 50, LINE); // to 161
    placer.keepFree(new LabelPlacer.Place(0, 0, WIDTH, 80)); // no room above
    placer.keepFree(new LabelPlacer.Place(0, 110, WIDTH, HEIGHT));
    float touching = 161 + 50 + GAP + RADIUS; // the name before it would begin at 161
    placer.keepFree(new LabelPlacer.Place(touching + RADIUS, 0, WIDTH, HEIGHT)); // none behind it
    assertThat(placer.place(dot(touching, 100), 50, LINE)).isNull();
    assertThat(placer.place(dot(touching + GAP, 100), 50, LINE)).isNotNull();
  }

  @Test
  public void place_aLineBehindThePoint_standsBesideIt() {
    placer.keepClear(dot(100, 100), dot(300, 100));
    assertThat(placer.place(dot(100, 100), 50, LINE))
        .isEqualTo(new LabelPlacer.Place(39, 90, 89, 110));
    placer.keepClear(dot(100, 100), dot(0, 100));
    placer.keepClear(dot(100, 100), dot(100, 0));
    placer.keepClear(dot(100, 100), dot(100, 300));
    assertThat(placer.place(dot(100, 100), 50, LINE)).as("a corner").isNotNull();
  }

  @Test
  public void placeOverPoints_noRoom_coversAPointRatherThanAName() {
    for (int x = 0; x < WIDTH; x += 10) {
      for (int y = 0; y < HEIGHT; y += 10) {
        placer.keepFree(dot(x, y));
      }
    }
    assertThat(placer.place(dot(200, 150), 50, LINE)).isNull();
    LabelPlacer.Place first =
        Objects.requireNonNull(placer.placeOverPoints(dot(200, 150), 50, LINE), "over points");
    LabelPlacer.Place second =
        Objects.requireNonNull(placer.placeOverPoints(dot(200, 150), 50, LINE), "over points");
    assertThat(first.covers(second)).isFalse();
  }

  @Test
  public void placeAway_noRoomBeside_standsFurtherOffWithALineThatCoversNothing() {
    LabelPlacer.Dot dot = dot(200, 150);
    placer.keepFree(dot);
    placer.keepFree(new LabelPlacer.Place(130, 125, 170, 175)); // before
    placer.keepFree(new LabelPlacer.Place(230, 125, 270, 175)); // behind
    placer.keepFree(new LabelPlacer.Place(197, 130, 203, 140)); // above
    assertThat(placer.place(dot(200, 150), 50, LINE)).as("below").isNotNull();
    assertThat(placer.place(dot, 50, LINE)).isNull();

    LabelPlacer.Led led = Objects.requireNonNull(placer.placeAway(dot, 50, LINE), "away");
    assertThat(led.place().holds(200, 150)).isFalse();
    double length =
        Math.hypot(led.line().toX() - led.line().x(), led.line().toY() - led.line().y());
    assertThat(length).isBetween((double) GAP, 2.0 * LINE + GAP);
    assertThat(Math.hypot(led.line().x() - 200, led.line().y() - 150))
        .as("begins where the point ends")
        .isCloseTo(RADIUS, within(1e-3));
    placer.keepFree(new LabelPlacer.Place(0, 0, WIDTH, HEIGHT));
    assertThat(placer.placeAway(dot, 50, LINE)).as("no room at all").isNull();
  }

  @Test
  public void placeAway_manyPointsInAHeap_noLineCrossesANameOrAnother() {
    Random random = new Random(9);
    List<LabelPlacer.Dot> heap = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      heap.add(dot(140 + random.nextFloat() * 120, 100 + random.nextFloat() * 100));
      placer.keepFree(heap.get(i));
    }
    List<LabelPlacer.Place> names = new ArrayList<>();
    List<LabelPlacer.Led> led = new ArrayList<>();
    List<LabelPlacer.Dot> rest = new ArrayList<>();
    for (LabelPlacer.Dot dot : heap) {
      LabelPlacer.Place place = placer.place(dot, 40, LINE);
      if (place == null) {
        rest.add(dot);
      } else {
        names.add(place);
      }
    }
    for (LabelPlacer.Dot dot : rest) {
      LabelPlacer.Led away = placer.placeAway(dot, 40, LINE);
      if (away != null) {
        led.add(away);
        names.add(away.place());
      }
    }
    assertThat(led).hasSizeGreaterThan(2);
    for (LabelPlacer.Led one : led) {
      for (LabelPlacer.Led other : led) {
        assertThat(one != other && one.line().meets(other.line())).isFalse();
      }
      assertThat(names).noneMatch(name -> name != one.place() && one.line().crosses(name));
    }
  }

  private static LabelPlacer.Dot dot(float x, float y) {
    return new LabelPlacer.Dot(x, y, RADIUS);
  }
}
