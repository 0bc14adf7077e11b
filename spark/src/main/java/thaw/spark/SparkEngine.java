package thaw.spark;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import thaw.sweep.run.Engine;
import thaw.sweep.run.EngineFailed;
import thaw.sweep.run.Evaluator;
import thaw.sweep.run.Work;

/**
 * Evaluates points on the executors of a Spark cluster.
 *
 * <p>The driver, which is this process, hands out small chunks of points with their values and
 * stores the rows of a chunk as soon as it is finished; the experiment's model goes to every
 * executor once, as text. Evaluations depend on nothing but the point, so a chunk whose executor is
 * lost is evaluated again by another one with the same rows. What the driver holds grows with the
 * number of cores, not of points.
 */
public final class SparkEngine implements Engine {
  /** Jars that executors need, separated by commas; the launcher sets it. */
  static final String JARS = "thaw.spark.jars";

  private static final Pattern MASTER =
      Pattern.compile("local(\\[[^\\]]+\\])?|local-cluster\\[.+\\]|(spark|k8s)://.+|yarn");

  private final String experiment;
  private final String master;
  private @Nullable JavaSparkContext context;
  private @Nullable Broadcast<PortableModel> model;

  /**
   * An engine; it asks for executors when it first runs.
   *
   * @param experiment as {@link thaw.sweep.experiment.ExperimentFile#portable} writes it
   * @param master as Spark calls its clusters: {@code spark://host:7077}, {@code local[4]}
   * @throws IllegalArgumentException for a master that Spark does not know
   */
  public SparkEngine(String experiment, String master) {
    if (!MASTER.matcher(master).matches()) {
      throw new IllegalArgumentException(
          master + ": allowed: spark://HOST:PORT, local[N], yarn, k8s://URL");
    }
    this.experiment = experiment;
    this.master = master;
  }

  @Override
  public void run(Evaluator evaluator, Work work) throws IOException {
    JavaSparkContext spark = context();
    Broadcast<PortableModel> sent = model;
    if (sent == null) {
      try {
        sent = spark.broadcast(new PortableModel(experiment));
      } catch (IllegalStateException e) {
        throw Dispatch.stopped(master, e);
      }
      model = sent;
    }
    new Dispatch(spark, new EvaluateChunk(sent), evaluator, work).run();
  }

  private JavaSparkContext context() throws EngineFailed {
    JavaSparkContext open = context;
    if (open == null) {
      try {
        open = new JavaSparkContext(configuration());
      } catch (RuntimeException e) {
        throw new EngineFailed("Spark at " + master + " cannot be had: " + Dispatch.line(e), e);
      }
      context = open;
    }
    return open;
  }

  /** Spark's own properties, from the command line of the Java machine, come first. */
  private SparkConf configuration() {
    SparkConf configuration =
        new SparkConf()
            .setMaster(master)
            .setIfMissing("spark.app.name", "thaw sweep")
            .setIfMissing("spark.ui.enabled", "false")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            // what Spark remembers of finished jobs, of which there are many small ones
            .setIfMissing("spark.ui.retainedJobs", "10")
            .setIfMissing("spark.ui.retainedStages", "10")
            .setIfMissing("spark.ui.retainedTasks", "1000");
    String jars = System.getProperty(JARS, "");
    if (!jars.isEmpty() && !master.startsWith("local")) {
      configuration.setJars(jars.split(","));
    }
    return configuration;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
      model = null;
    }
  }
}
