package thaw.cli;

import java.util.ArrayList;
import java.util.List;
import thaw.charts.ComparativeStaticsFigure;
import thaw.charts.Figure;
import thaw.charts.LeversFigure;
import thaw.charts.PathsFigure;
import thaw.charts.PayoffOutlinesFigure;
import thaw.charts.PayoffSetFigure;
import thaw.charts.RoadmapFigure;
import thaw.charts.RoadmapLatticeFigure;
import thaw.charts.SequencingFigure;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.CriticalValues;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.PatienceCurve;
import thaw.solver.freeze.SequencingComparison;
import thaw.solver.simulate.Play;

/** Everything that the main job computes about a scenario. */
record Study(
    FreezeReport report,
    Levers.Result levers,
    List<CriticalValues.Found> criticalValues,
    List<PatienceCurve.Point> patience,
    List<SequencingComparison.Row> sequencing,
    List<Play.Moment> course,
    List<Figure> figures) {
  static Study of(
      PhasedExchange exchange, FreezeAnalysis.Options options, int threads, Progress progress) {
    progress.stage("solving " + exchange.stateCount() + " states");
    FreezeReport report = FreezeAnalysis.withDefaults().with(options).analyse(exchange);
    progress.stage("searching levers");
    Levers.Result levers =
        Levers.withDefaults()
            .with(Levers.Options.defaults().withThreads(threads).withProgress(progress::done))
            .solve(report);
    progress.stage("searching critical values");
    List<CriticalValues.Found> criticalValues =
        CriticalValues.solve(
            exchange.effective(),
            CriticalValues.Options.defaults().withThreads(threads).withProgress(progress::done));
    progress.stage("varying patience");
    List<PatienceCurve.Point> patience =
        PatienceCurve.solve(
            exchange.effective(),
            PatienceCurve.Options.defaults().withThreads(threads).withProgress(progress::done));
    progress.stage("comparing sequences");
    List<SequencingComparison.Row> sequencing =
        SequencingComparison.solve(
            exchange.effective(),
            SequencingComparison.Options.defaults()
                .withThreads(threads)
                .withProgress(progress::done));
    progress.stage("drawing");
    List<Play.Moment> course = play(report).course(options.horizon());
    List<Figure> figures = new ArrayList<>();
    figures.add(PayoffSetFigure.of(report));
    PayoffOutlinesFigure.byTrust(report).ifPresent(figures::add);
    figures.add(RoadmapLatticeFigure.of(report));
    figures.add(RoadmapFigure.of(exchange.effective()));
    figures.add(ComparativeStaticsFigure.inPatience(report, patience, criticalValues));
    figures.add(ComparativeStaticsFigure.inTrust(report, criticalValues));
    figures.add(
        PathsFigure.of(
            exchange,
            course,
            report.settlement().isPresent()
                ? "The efficient equilibrium"
                : "The frozen status quo (both hold for ever)"));
    figures.add(LeversFigure.of(levers));
    figures.add(SequencingFigure.of(sequencing, exchange.effective()));
    return new Study(report, levers, criticalValues, patience, sequencing, course, figures);
  }

  /** The efficient equilibrium; where none settles, both hold for ever. */
  static Play play(FreezeReport report) {
    PhasedExchange exchange = report.exchange();
    return report
        .settlement()
        .map(c -> Play.of(exchange, c))
        .orElseGet(() -> Play.freeze(exchange));
  }
}
