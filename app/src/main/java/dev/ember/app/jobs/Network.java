package dev.ember.app.jobs;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import okhttp3.OkHttpClient;

/** The way to servers, and what it would cost right now. An interface because tests have none. */
public interface Network {
  /** A phone that waits for a network is not in a hurry. */
  long LOOK_AGAIN_MS = 10_000;

  /** Why a download had better wait, or {@link JobProgress.Pause#NONE}. */
  JobProgress.Pause reasonToWait(boolean unmeteredOnly);

  /** After how long {@link #reasonToWait} is asked again, for nobody tells of a change. */
  default long lookAgainMs() {
    return LOOK_AGAIN_MS;
  }

  /** What connects, to servers that the phone trusts. */
  default OkHttpClient client() {
    return new OkHttpClient();
  }

  /** The phone's own. */
  static Network of(Context context) {
    ConnectivityManager phone = context.getSystemService(ConnectivityManager.class);
    return unmeteredOnly -> {
      NetworkCapabilities network = phone.getNetworkCapabilities(phone.getActiveNetwork());
      if (network == null || !network.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)) {
        return JobProgress.Pause.NO_NETWORK;
      }
      boolean free = network.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED);
      return unmeteredOnly && !free ? JobProgress.Pause.METERED : JobProgress.Pause.NONE;
    };
  }
}
