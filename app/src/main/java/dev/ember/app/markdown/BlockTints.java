package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Color;
import dev.ember.app.sure.SurePlace;
import dev.ember.app.sure.SureScale;
import dev.ember.app.sure.TextMarks;
import java.util.ArrayList;
import java.util.List;

/** Finds the places of a Markdown source in what a block has drawn of it, and marks them there. */
final class BlockTints {
  private final SureScale scale;

  BlockTints(Context context) {
    scale = new SureScale(context);
  }

  /**
   * @param source of the block
   * @param start of the block in the whole text
   * @param places in the whole text, in its order
   */
  void show(BlockView block, String source, int start, List<SurePlace> places) {
    StringBuilder drawn = new StringBuilder();
    List<BlockView.Text> texts = block.texts();
    texts.forEach(text -> drawn.append(text.drawn()));
    int[] offsets = SourceOffset.ofEach(source, drawn); // [drawn characters]
    int first = 0;
    for (BlockView.Text text : texts) {
      int end = first + text.drawn().length();
      List<TextMarks.Mark> marks = new ArrayList<>();
      int at = first;
      for (SurePlace place : places) {
        int from = firstAtOrBehind(offsets, at, end, place.start() - start);
        int to = firstAtOrBehind(offsets, from, end, place.end() - start);
        at = to;
        if (to > from) {
          TextMarks.Mark mark = scale.mark(from - first, to - first, place.sureness());
          marks.add(text.colored() ? lineOnly(mark) : mark);
        }
      }
      text.marks().show(marks);
      first = end;
    }
  }

  /** The first drawn character that stands at an offset of the source or behind it. */
  private static int firstAtOrBehind(int[] offsets, int from, int end, int offset) {
    int at = from;
    while (at < end && offsets[at] < offset) {
      at++;
    }
    return at;
  }

  private static TextMarks.Mark lineOnly(TextMarks.Mark mark) {
    return new TextMarks.Mark(
        mark.start(), mark.end(), Color.TRANSPARENT, mark.line(), mark.linePx());
  }
}
