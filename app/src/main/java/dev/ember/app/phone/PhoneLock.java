package dev.ember.app.phone;

import android.content.Context;
import androidx.fragment.app.FragmentActivity;

/** Knows the phone's user. An interface because a test has no finger. */
public interface PhoneLock {
  /** The phone's own: a finger, a face, or the lock of its screen. */
  PhoneLock OWN = new OwnLock();

  /** Whether this phone has a lock that the app could use. */
  boolean isSet(Context context);

  /** Asks who is there. Does one of the two once, unless the window goes. Main thread. */
  void ask(FragmentActivity activity, Runnable known, Runnable notKnown);
}
