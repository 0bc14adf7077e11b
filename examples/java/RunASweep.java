package thaw.examples;

import java.nio.file.Path;
import java.util.List;
import thaw.model.io.Setting;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.run.Job;
import thaw.sweep.run.Run;
import thaw.sweep.run.Sweep;

/**
 * Runs an experiment on a coarser grid than its file asks for, and reads the points back.
 *
 * <p>{@code java -cp cli/target/thaw.jar examples/java/RunASweep.java}
 */
public final class RunASweep {
  private RunASweep() {}

  /**
   * Prints the verdict at every point.
   *
   * @param args the experiment and the run folder; may be left out
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "examples/us-dprk/sweeps/trust-patience.json");
    Path folder = Path.of(args.length > 1 ? args[1] : "runs/coarse");

    String coarser = "design.points=[2,4]"; // as with --set on the command line
    Experiment experiment = ExperimentFile.read(file, List.of(Setting.parse(coarser)));
    Job job = Job.of(experiment, "example", List.of(coarser));
    Sweep.Result result =
        Sweep.withDefaults().run(job, folder, () -> false, Sweep.Listener.silent());
    System.out.println(result.counts().done() + " points, " + result.counts().failed() + " failed");

    Run run = Run.open(folder);
    List<String> verdicts = run.outcomes().get(0).categories();
    run.forEach(
        row ->
            System.out.printf(
                java.util.Locale.ROOT,
                "trust %.2f, patience %.2f: %s%n",
                row.parameters()[0],
                row.parameters()[1],
                verdicts.get((int) row.outcomes()[0])));
  }
}
