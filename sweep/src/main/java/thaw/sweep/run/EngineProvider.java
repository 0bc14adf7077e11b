package thaw.sweep.run;

import java.util.Optional;
import thaw.sweep.experiment.ExperimentFile;

/**
 * An engine that is not part of this library; {@link java.util.ServiceLoader} finds those on the
 * class path.
 */
public interface EngineProvider {
  /** What the command line calls it. */
  String name();

  /**
   * An engine for one experiment. It asks for machines when it first runs.
   *
   * @param experiment as {@link ExperimentFile#portable} writes it
   * @param address of the cluster; empty for the engine's own default
   * @throws IllegalArgumentException for an address that cannot be one
   */
  Engine open(String experiment, Optional<String> address);
}
