package dev.ember.app.inside.attention;

import android.graphics.RectF;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways from a word of a text in lines to another one that cover no word: between two lines of text
 * a way swings as it likes, through a line of text it goes straight up between two words. Lengths
 * in pixels.
 */
final class LineRoute {
  private final List<RectF> boxes;
  private final float width;
  private final float arch;
  private final float clear;

  /**
   * @param boxes of the words, which touch each other within a line of text; the lines come one
   *     below the other, with room between them
   * @param width of the picture
   * @param arch how high a way within one line of text rises above its words
   * @param clear from the picture's edge, for half of the thickest way
   */
  LineRoute(List<RectF> boxes, float width, float arch, float clear) {
    this.boxes = boxes;
    this.width = width;
    this.arch = arch;
    this.clear = clear;
  }

  /**
   * A part of a way: a cubic curve that leaves and arrives straight up or down.
   *
   * @param turnY the height of the control point at the beginning
   * @param turnToY the height of the one at the end
   */
  record Part(float x, float y, float turnY, float turnToY, float toX, float toY) {
    /** Where the curve is, across. */
    float xAt(float share) {
      return at(share, x, x, toX, toX);
    }

    /** Where the curve is, downwards. */
    float yAt(float share) {
      return at(share, y, turnY, turnToY, toY);
    }

    /** By Bernstein's polynomials. */
    private static float at(float share, float from, float turn, float turnTo, float to) {
      float rest = 1 - share;
      return rest * rest * rest * from
          + 3 * rest * rest * share * turn
          + 3 * rest * share * share * turnTo
          + share * share * share * to;
    }
  }

  /** The way between two words, the parts in their order. */
  List<Part> between(int from, int to) {
    return sameLine(boxes.get(from), boxes.get(to))
        ? List.of(over(from, to))
        : through(Math.max(from, to), Math.min(from, to));
  }

  private static boolean sameLine(RectF one, RectF other) {
    return one.top == other.top;
  }

  /** Over the words between; over the word itself where it looks at itself. */
  private Part over(int from, int to) {
    RectF start = boxes.get(from);
    RectF end = boxes.get(to);
    float aside = from == to ? start.width() / 4 : 0;
    float turn = start.top - arch;
    return new Part(start.centerX() - aside, start.top, turn, turn, end.centerX() + aside, end.top);
  }

  /** From the top of the lower word to the bottom of the upper one. */
  private List<Part> through(int lower, int upper) {
    RectF goal = boxes.get(upper);
    List<Part> parts = new ArrayList<>();
    RectF below = boxes.get(lower);
    float x = below.centerX();
    float y = below.top;
    for (int at = lower - 1; at >= 0; at--) {
      RectF box = boxes.get(at);
      if (sameLine(box, below)) {
        continue;
      }
      below = box;
      if (sameLine(box, goal)) {
        break;
      }
      float gap = gapIn(box, x, goal.centerX());
      parts.add(swing(x, y, gap, box.bottom));
      parts.add(swing(gap, box.bottom, gap, box.top));
      x = gap;
      y = box.top;
    }
    parts.add(swing(x, y, goal.centerX(), goal.bottom));
    return parts;
  }

  private static Part swing(float x, float y, float toX, float toY) {
    float middle = (y + toY) / 2;
    return new Part(x, y, middle, middle, toX, toY);
  }

  /** The edge between two words of a line of text that is the least way round. */
  private float gapIn(RectF line, float x, float toX) {
    float best = line.right;
    float least = Float.MAX_VALUE;
    for (RectF box : boxes) {
      if (sameLine(box, line)) {
        for (float edge : new float[] {box.left, box.right}) {
          float inside = Math.max(clear, Math.min(width - clear, edge));
          float round = Math.abs(inside - x) + Math.abs(toX - inside);
          if (round < least) {
            least = round;
            best = inside;
          }
        }
      }
    }
    return best;
  }
}
