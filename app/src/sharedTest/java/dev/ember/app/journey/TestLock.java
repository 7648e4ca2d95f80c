package dev.ember.app.journey;

import android.content.Context;
import androidx.fragment.app.FragmentActivity;
import dev.ember.app.phone.PhoneLock;
import java.util.ArrayDeque;
import java.util.Deque;

/** A lock that is set, and that waits for the journey to say who is there. Main thread. */
final class TestLock implements PhoneLock {
  private final Deque<Runnable> known = new ArrayDeque<>();
  private final Deque<Runnable> notKnown = new ArrayDeque<>();

  @Override
  public boolean isSet(Context context) {
    return true;
  }

  @Override
  public void ask(FragmentActivity activity, Runnable whenKnown, Runnable whenNot) {
    known.add(whenKnown);
    notKnown.add(whenNot);
  }

  /** Who was asked for is not the owner, or says nothing. */
  void refuses() {
    known.remove();
    notKnown.remove().run();
  }

  /** It is the owner. */
  void knows() {
    notKnown.remove();
    known.remove().run();
  }
}
