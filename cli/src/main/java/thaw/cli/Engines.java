package thaw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import thaw.model.io.BadInput;
import thaw.model.io.Setting;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.run.Engine;
import thaw.sweep.run.EngineProvider;

/**
 * Where an experiment can be run: here, or with the engines on the class path.
 *
 * @param experiment the file
 * @param settings overrides of its fields
 * @param threads of the engine here
 */
record Engines(Path experiment, List<Setting> settings, int threads) {
  /** The engine of this process. */
  static final String LOCAL = "local";

  /**
   * An engine.
   *
   * @param master the cluster, where there is one
   */
  Engine open(String name, Optional<String> master) throws Refused, BadInput, IOException {
    if (name.equals(LOCAL)) {
      if (master.isPresent()) {
        throw new Refused("--master names a cluster; allowed: with --engine spark");
      }
      return Engine.local(threads);
    }
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.name().equals(name)) {
        try {
          return provider.open(ExperimentFile.portable(experiment, settings), master);
        } catch (IllegalArgumentException e) {
          throw new Refused("--master " + e.getMessage());
        }
      }
    }
    if (name.equals("spark")) {
      throw new Refused(
          "the Spark engine is not in this jar; from a checkout, start spark/thaw-spark in place of"
              + " thaw with the same arguments (docs/scale.md); allowed here: --engine local");
    }
    throw new Refused("--engine is " + name + "; allowed: local, spark");
  }
}
