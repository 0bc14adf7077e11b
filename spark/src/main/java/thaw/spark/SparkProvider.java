package thaw.spark;

import java.util.Optional;
import thaw.sweep.run.Engine;
import thaw.sweep.run.EngineProvider;

/** Makes Spark known to the command line. */
public final class SparkProvider implements EngineProvider {
  /** All cores of this machine. */
  private static final String HERE = "local[*]";

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public Engine open(String experiment, Optional<String> address) {
    return new SparkEngine(experiment, address.orElse(HERE));
  }
}
