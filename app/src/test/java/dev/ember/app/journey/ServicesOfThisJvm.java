package dev.ember.app.journey;

import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.app.Service;
import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ServiceController;

/** Robolectric notes which services an app starts; this makes them, as the system of a phone. */
public final class ServicesOfThisJvm implements StartedServices.Runner {
  private final List<ServiceController<? extends Service>> running = new ArrayList<>();
  private final AtomicInteger starts = new AtomicInteger();

  @Override
  public void run() {
    Application phone = ApplicationProvider.getApplicationContext();
    for (Intent next = shadowOf(phone).getNextStartedService();
        next != null;
        next = shadowOf(phone).getNextStartedService()) {
      of(next).get().onStartCommand(next, 0, starts.incrementAndGet());
    }
    running.removeIf(ServicesOfThisJvm::ended);
  }

  /** The one that an intent is for, which runs already or is made. */
  private ServiceController<? extends Service> of(Intent intent) {
    String name = Objects.requireNonNull(intent.getComponent(), "component").getClassName();
    for (ServiceController<? extends Service> each : running) {
      if (each.get().getClass().getName().equals(name)) {
        return each;
      }
    }
    ServiceController<? extends Service> made = Robolectric.buildService(named(name), intent);
    running.add(made.create());
    return made;
  }

  private static Class<? extends Service> named(String name) {
    try {
      return Class.forName(name).asSubclass(Service.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("expected a service of the app", e);
    }
  }

  private static boolean ended(ServiceController<? extends Service> service) {
    boolean ended = shadowOf(service.get()).isStoppedBySelf();
    if (ended) {
      service.destroy();
    }
    return ended;
  }

  @Override
  public void endAll() {
    running.forEach(ServiceController::destroy);
    running.clear();
  }
}
