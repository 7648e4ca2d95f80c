package dev.ember.app.journey;

import android.view.View;
import dev.ember.app.markdown.MarkdownView;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

/** Finds an answer by the text that it was written in. */
final class SourceMatcher extends TypeSafeMatcher<View> {
  private final String source;

  private SourceMatcher(String source) {
    this.source = source;
  }

  static Matcher<View> withSource(String source) {
    return new SourceMatcher(source);
  }

  @Override
  protected boolean matchesSafely(View view) {
    return view instanceof MarkdownView answer && answer.source().equals(source);
  }

  @Override
  public void describeTo(Description description) {
    description.appendText("an answer with the source ").appendValue(source);
  }
}
