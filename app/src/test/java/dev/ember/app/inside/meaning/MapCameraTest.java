package dev.ember.app.inside.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.Before;
import org.junit.Test;

public final class MapCameraTest {
  /** Of a pixel, for sums of a few floats. */
  private static final float ROUNDING = 1e-2f;

  private static final MapPoint LEFT = point(-1, 0);
  private static final MapPoint RIGHT = point(1, 0);
  private static final MapPoint TOP = point(0, 1);
  private static final List<MapPoint> POINTS = List.of(LEFT, RIGHT, TOP);
  private static final LabelPlacer.Place NOTHING = new LabelPlacer.Place(300, 400, 300, 400);

  private final MapCamera camera = new MapCamera();

  private static MapPoint point(float x, float y) {
    return new MapPoint("a", x, y, MapPoint.Kind.LANDMARK, 0);
  }

  @Before
  public void fit() {
    camera.fit(POINTS, 300, 400, 20, NOTHING);
  }

  @Test
  public void fit_pointsWithinThePadding_stretchesWhatHasRoomSoFarAndNoFurther() {
    assertThat(camera.x(LEFT)).isCloseTo(20, within(ROUNDING));
    assertThat(camera.x(RIGHT)).isCloseTo(300 - 20, within(ROUNDING));
    float across = (camera.x(RIGHT) - camera.x(LEFT)) / 2;
    assertThat(camera.y(LEFT) - camera.y(TOP))
        .isCloseTo(MapCamera.MOST_STRETCH * across, within(ROUNDING));

    camera.fit(POINTS, 300, 40 + 150, 20, NOTHING); // room for a little
    assertThat(camera.y(LEFT) - camera.y(TOP)).isCloseTo(150, within(ROUNDING));
    assertThat(camera.x(RIGHT)).isCloseTo(300 - 20, within(ROUNDING));

    camera.fit(POINTS, 300, 40 + 50, 20, NOTHING); // the other way round
    assertThat(camera.y(LEFT) - camera.y(TOP)).isCloseTo(50, within(ROUNDING));
    assertThat(camera.x(RIGHT) - camera.x(LEFT))
        .isCloseTo(2 * MapCamera.MOST_STRETCH * 50, within(ROUNDING));
  }

  @Test
  public void fit_pointUnderTheCorner_makesRoomForIt() {
    LabelPlacer.Place corner = new LabelPlacer.Place(240, 100, 300, 400);
    camera.fit(POINTS, 300, 400, 20, corner);
    assertThat(camera.x(LEFT)).isCloseTo(20, within(ROUNDING));
    assertThat(camera.x(RIGHT)).isCloseTo(300 - 20 - 60, within(ROUNDING));
    camera.fit(POINTS, 300, 400, 20, new LabelPlacer.Place(0, 100, 60, 400));
    assertThat(camera.x(LEFT)).isCloseTo(20 + 60, within(ROUNDING));
    assertThat(camera.x(RIGHT)).isCloseTo(300 - 20, within(ROUNDING));
    camera.fit(POINTS, 300, 400, 20, new LabelPlacer.Place(240, 399, 300, 400));
    assertThat(camera.x(RIGHT)).as("nothing there").isCloseTo(300 - 20, within(ROUNDING));
  }

  @Test
  public void zoom_aPlace_staysWhereItIs() {
    float x = camera.x(RIGHT);
    float y = camera.y(RIGHT);
    camera.zoom(2, x, y);
    assertThat(camera.scale()).isEqualTo(2);
    assertThat(camera.x(RIGHT)).isCloseTo(x, within(ROUNDING));
    assertThat(camera.y(RIGHT)).isCloseTo(y, within(ROUNDING));
    assertThat(camera.x(RIGHT) - camera.x(LEFT)).isCloseTo(2 * 260, within(ROUNDING));
  }

  @Test
  public void zoom_outAgainAndFurther_seesAllAsBefore() {
    camera.zoom(3, 10, 10);
    camera.drag(-50, 20);
    camera.zoom(0.01f, 10, 10);
    assertThat(camera.scale()).isEqualTo(MapCamera.WIDEST);
    assertThat(camera.x(LEFT)).isCloseTo(20, within(ROUNDING));
  }

  @Test
  public void drag_beyondTheEdge_staysOnTheMap() {
    camera.zoom(2, 150, 200);
    camera.drag(10_000, 10_000);
    assertThat(camera.centreX()).isCloseTo(0.25f, within(ROUNDING));
    camera.drag(-30, 0);
    assertThat(camera.centreX()).isCloseTo(0.25f + 0.05f, within(ROUNDING));
  }

  @Test
  public void fit_onePoint_isInTheMiddle() {
    camera.fit(List.of(TOP), 300, 400, 20, NOTHING);
    assertThat(camera.x(TOP)).isCloseTo(150, within(ROUNDING));
    assertThat(camera.y(TOP)).isCloseTo(200, within(ROUNDING));
  }

  @Test
  public void restore_whatWasSeen_isSeenAgain() {
    camera.zoom(4, 20, 30);
    MapCamera other = new MapCamera();
    other.fit(POINTS, 300, 400, 20, NOTHING);
    other.restore(camera.scale(), camera.centreX(), camera.centreY());
    assertThat(other.x(TOP)).isCloseTo(camera.x(TOP), within(ROUNDING));
    assertThat(other.y(TOP)).isCloseTo(camera.y(TOP), within(ROUNDING));
  }
}
