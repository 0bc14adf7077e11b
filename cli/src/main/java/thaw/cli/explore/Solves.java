package thaw.cli.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import thaw.charts.ComparativeStaticsFigure;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.LeversFigure;
import thaw.charts.PathsFigure;
import thaw.charts.PayoffSetFigure;
import thaw.charts.RoadmapFigure;
import thaw.charts.RoadmapLatticeFigure;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.Verdict;
import thaw.solver.simulate.Play;

/** Solves what the page asks for, one at a time; a newer question stops the older one. */
final class Solves implements AutoCloseable {
  /** The last scenario solved, with its figures, that of levers once they have been searched. */
  private record Solved(
      Map<String, Double> values,
      FreezeReport report,
      List<Figure> figures,
      Optional<Figure> levers) {}

  private final Scenario scenario;
  private final FreezeAnalysis.Options options;
  private final int threads;
  private final Answers answers;
  private final Exporter exporter;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "thaw-explore");
            thread.setDaemon(true);
            return thread;
          });
  private Job newest = new Job(0, Map.of(), false);
  private volatile Optional<Solved> last = Optional.empty();

  Solves(
      Scenario scenario,
      FreezeAnalysis.Options options,
      int threads,
      Answers answers,
      Exporter exporter) {
    this.scenario = scenario;
    this.options = options;
    this.threads = threads;
    this.answers = answers;
    this.exporter = exporter;
    newest.stop();
  }

  /** Begins to solve the scenario with other values, and stops what was being solved. */
  synchronized Job begin(Map<String, Double> values, boolean levers) {
    newest.stop();
    Job job = new Job(newest.number() + 1, values, levers);
    newest = job;
    worker.execute(() -> run(job));
    return job;
  }

  /** The job of that number, if it is the newest. */
  synchronized Optional<Job> job(long number) {
    return newest.number() == number ? Optional.of(newest) : Optional.empty();
  }

  /** A figure of the answer to these values, if that is the last one. */
  Optional<Figure> figure(String name, Map<String, Double> values) {
    return last.filter(solved -> solved.values().equals(values)).stream()
        .flatMap(solved -> Stream.concat(solved.figures().stream(), solved.levers().stream()))
        .filter(figure -> figure.name().equals(name))
        .findFirst();
  }

  private void run(Job job) {
    try {
      Solved solved =
          last.filter(known -> known.values().equals(job.values())).orElseGet(() -> solve(job));
      tell(job, solved.report());
      draw(job, solved.figures());
      if (job.levers()) {
        searchLevers(job, solved);
      }
      job.finished();
    } catch (CancellationException newer) {
      job.stop();
    } catch (IllegalArgumentException notAllowed) {
      job.failed(String.valueOf(notAllowed.getMessage()));
    } catch (OutOfMemoryError e) {
      job.failed(
          "out of memory; allowed: a smaller scenario, or more, as in THAW_JAVA_OPTS=-Xmx8g");
    } catch (RuntimeException | StackOverflowError e) {
      job.failed("internal error: " + e);
    }
  }

  private Solved solve(Job job) {
    job.stage("building the game");
    PhasedExchange exchange = PhasedExchange.compile(Parameter.with(scenario, job.values()));
    FreezeAnalysis analysis = FreezeAnalysis.withDefaults().with(ticking(options, job));
    job.stage("deciding the verdict");
    Verdict verdict = analysis.verdict(exchange);
    ObjectNode first = Json.object();
    first.put("verdict", verdict.word());
    job.found("verdict", first);
    job.stage("solving " + exchange.stateCount() + " states");
    FreezeReport report = analysis.analyse(exchange);
    Solved solved =
        new Solved(job.values(), report, figures(report, options.horizon()), Optional.empty());
    last = Optional.of(solved);
    return solved;
  }

  private static FreezeAnalysis.Options ticking(FreezeAnalysis.Options options, Job job) {
    return options.withSets(options.sets().withProgress((sweeps, moved) -> job.tick()));
  }

  private void tell(Job job, FreezeReport report) {
    ObjectNode verdict = Json.object();
    verdict.put("verdict", report.verdict().word());
    verdict.put("reason", report.reason());
    job.found("verdict", verdict);
    job.found("conditions", FigureJson.of(answers.conditions(report)));
    job.found("answer", Json.object().textNode(answers.json(report, Optional.empty())));
  }

  private void draw(Job job, List<Figure> figures) {
    job.stage("drawing");
    for (Figure figure : figures) {
      job.tick();
      job.found("figure " + figure.name(), FigureJson.of(figure, exporter));
    }
  }

  /** The figures that need no further solves. */
  static List<Figure> figures(FreezeReport report, int horizon) {
    PhasedExchange exchange = report.exchange();
    Play play =
        report
            .settlement()
            .map(certificate -> Play.of(exchange, certificate))
            .orElseGet(() -> Play.freeze(exchange));
    return List.of(
        PayoffSetFigure.of(report),
        RoadmapLatticeFigure.of(report),
        PathsFigure.of(
            exchange,
            play.course(horizon),
            report.settlement().isPresent()
                ? "The efficient equilibrium"
                : "The frozen status quo (both hold for ever)"),
        ComparativeStaticsFigure.inTrust(report, List.of()),
        RoadmapFigure.of(exchange.effective()));
  }

  private void searchLevers(Job job, Solved solved) {
    job.stage("searching levers");
    Levers.Options search = Levers.Options.defaults();
    Levers.Result levers =
        Levers.withDefaults()
            .with(
                new Levers.Options(
                    search.precision(),
                    search.reach(),
                    search.mostPatience(),
                    ticking(search.analysis(), job),
                    threads,
                    job::done))
            .solve(solved.report());
    Figure figure = LeversFigure.of(levers);
    last =
        Optional.of(
            new Solved(solved.values(), solved.report(), solved.figures(), Optional.of(figure)));
    ObjectNode found = FigureJson.of(answers.levers(levers));
    found.put("note", note(levers));
    found.set("figure", FigureJson.of(figure, exporter));
    job.found("levers", found);
    job.found("answer", Json.object().textNode(answers.json(solved.report(), Optional.of(levers))));
  }

  /** How many levers there are, and of the other parameters how many are none for certain. */
  static String note(Levers.Result levers) {
    int undecided = levers.undecided().size();
    if (levers.verdict() == Verdict.UNDECIDED) {
      return "The verdict itself is undecided, so nothing can be said of what would change it.";
    }
    long moving = levers.levers().stream().map(l -> l.parameter().path()).distinct().count();
    long all = moving + levers.without().size() + undecided;
    String sure =
        "Of "
            + all
            + " parameters, "
            + moving
            + " would change the verdict somewhere in their interval";
    String none = levers.without().size() + " would leave it as it is at both ends";
    return undecided == 0
        ? sure + " and " + none + "."
        : sure
            + ", "
            + none
            + ", and for "
            + undecided
            + " that is undecided: no verdict could be certified at an end.";
  }

  @Override
  public void close() {
    synchronized (this) {
      newest.stop();
    }
    worker.shutdownNow();
  }
}
