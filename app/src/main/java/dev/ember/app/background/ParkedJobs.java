package dev.ember.app.background;

import android.app.Application;
import android.net.ConnectivityManager;
import android.net.Network;
import android.net.NetworkCapabilities;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Goes on with jobs that Android gave no more time: with all of them when the app is on the screen,
 * which begins its six hours anew; with those that waited for a network when there is one. For the
 * latter Android lets no service begin, so that the work lasts as long as the process is left
 * alone; what has come of it is kept, as always.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the phone tells of its network on a thread of its own.
 */
public final class ParkedJobs extends ConnectivityManager.NetworkCallback {
  private final Jobs jobs;
  private final Executor main;
  private final ConnectivityManager phone;
  private boolean listening;

  private ParkedJobs(Jobs jobs, Executor main, ConnectivityManager phone) {
    this.jobs = jobs;
    this.main = main;
    this.phone = phone;
  }

  /** Watches as long as the process lives. */
  public static void watch(Jobs jobs, Executor main, Application application) {
    ParkedJobs watch =
        new ParkedJobs(jobs, main, application.getSystemService(ConnectivityManager.class));
    Appearance.of(application, jobs::goOnParked);
    jobs.all().observeForever(watch::follow);
  }

  /** Only an app with downloads may ask for the network, and only they wait for it. */
  private void follow(List<JobState> all) {
    boolean wanted =
        all.stream()
            .anyMatch(
                job -> job.parked() && job.progress() != null && job.progress().waitsForNetwork());
    if (wanted && !listening) {
      phone.registerDefaultNetworkCallback(this);
    } else if (listening && !wanted) {
      phone.unregisterNetworkCallback(this);
    }
    listening = wanted;
  }

  @Override
  public void onCapabilitiesChanged(Network network, NetworkCapabilities now) {
    if (now.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)) {
      boolean unmetered = now.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED);
      main.execute(() -> jobs.networkIsBack(unmetered));
    }
  }
}
