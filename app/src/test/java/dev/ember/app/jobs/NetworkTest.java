package dev.ember.app.jobs;

import static android.net.NetworkCapabilities.NET_CAPABILITY_INTERNET;
import static android.net.NetworkCapabilities.NET_CAPABILITY_NOT_METERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.jobs.JobProgress.Pause;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowNetworkCapabilities;

/** What the phone says of its network, and which downloads wait for that. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class NetworkTest {
  private final Application phone = ApplicationProvider.getApplicationContext();
  private final Network network = Network.of(phone);

  @Test
  public void metered_holdsUpWhoWantsNoCostsAndNobodyElse() {
    phoneHas(NET_CAPABILITY_INTERNET);
    assertThat(network.reasonToWait(true)).isEqualTo(Pause.METERED);
    assertThat(network.reasonToWait(false)).isEqualTo(Pause.NONE);
  }

  @Test
  public void unmetered_holdsUpNobody() {
    phoneHas(NET_CAPABILITY_INTERNET, NET_CAPABILITY_NOT_METERED);
    assertThat(network.reasonToWait(true)).isEqualTo(Pause.NONE);
    assertThat(network.reasonToWait(false)).isEqualTo(Pause.NONE);
  }

  @Test
  public void withoutInternet_holdsUpEverybody() {
    phoneHas(NET_CAPABILITY_NOT_METERED);
    assertThat(network.reasonToWait(true)).isEqualTo(Pause.NO_NETWORK);
    assertThat(network.reasonToWait(false)).isEqualTo(Pause.NO_NETWORK);
  }

  @Test
  public void none_holdsUpEverybody() {
    say(null);
    assertThat(network.reasonToWait(false)).isEqualTo(Pause.NO_NETWORK);
  }

  private void phoneHas(int... capabilities) {
    NetworkCapabilities said = ShadowNetworkCapabilities.newInstance();
    shadowOf(said).removeCapability(NET_CAPABILITY_INTERNET);
    shadowOf(said).removeCapability(NET_CAPABILITY_NOT_METERED);
    for (int capability : capabilities) {
      shadowOf(said).addCapability(capability);
    }
    say(said);
  }

  private void say(@Nullable NetworkCapabilities said) {
    ConnectivityManager manager = phone.getSystemService(ConnectivityManager.class);
    shadowOf(manager).setNetworkCapabilities(manager.getActiveNetwork(), said);
  }
}
