package dev.ember.app.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.rules.ExternalResource;

/**
 * The services that the app asks the system for. A phone runs them itself; a JVM has a {@link
 * Runner} among its own tests, which does it whenever a journey lets it.
 */
public final class StartedServices extends ExternalResource {

  /** Stands in for the system where there is none. */
  public interface Runner {
    /** Starts what the app has asked for since, and ends what has ended itself. */
    void run();

    /** Ends what still runs. */
    void endAll();
  }

  private final List<Runner> runners = new ArrayList<>();

  @Override
  protected void before() {
    ServiceLoader.load(Runner.class, Runner.class.getClassLoader()).forEach(runners::add);
  }

  @Override
  protected void after() {
    runners.forEach(Runner::endAll);
  }

  /** Whatever the app has asked for runs by now, or will soon. */
  void run() {
    runners.forEach(Runner::run);
  }
}
