package thaw.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.Table;
import thaw.model.Context;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.Answer;
import thaw.solver.freeze.CriticalValues;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.Basin;
import thaw.solver.freeze.FreezeReport.EfficientEquilibrium;
import thaw.solver.freeze.FreezeReport.Stall;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.SequencingComparison;
import thaw.solver.freeze.Verdict;
import thaw.solver.freeze.VerdictRange;

/** The report for the reader: question, verdict, why, numbers, figures. */
final class ReportText {
  private final Study study;
  private final FreezeReport report;
  private final PhasedExchange exchange;
  private final List<String> players;
  private final StringBuilder text = new StringBuilder();

  private ReportText(Study study) {
    this.study = study;
    report = study.report();
    exchange = report.exchange();
    players = exchange.game().players();
  }

  static String of(Study study) {
    ReportText writer = new ReportText(study);
    writer.write();
    return writer.text.toString();
  }

  private void write() {
    Scenario scenario = exchange.scenario();
    line("# " + scenario.title());
    line("**Question.** " + scenario.question());
    verdict();
    switches(scenario);
    line("## The frozen status quo");
    line(conditions(report).markdown().stripTrailing());
    line("## What each side gains and risks");
    line(gains().markdown().stripTrailing());
    equilibrium();
    figure("payoff-set");
    figure("payoff-set-by-trust");
    line("## How far the exchange gets");
    progress();
    figure("roadmap-lattice");
    figure("roadmap");
    figure("paths");
    line("## What would change the verdict");
    leversText();
    line("What a scenario has many of, all set to one value, everything else as it is:");
    line(criticalValues(study.criticalValues()).markdown().stripTrailing());
    figure("levers");
    figure("comparative-statics-patience");
    figure("comparative-statics-trust");
    line("## Other sequences of the same steps");
    line(sequencing(study.sequencing()).markdown().stripTrailing());
    figure("sequencing");
    line("## How sure this is");
    quality();
    line("## Figures");
    for (Figure figure : study.figures()) {
      line("**" + figure.name() + ".** " + figure.caption());
    }
  }

  private void line(String paragraph) {
    text.append(paragraph).append("\n\n");
  }

  private void figure(String name) {
    study.figures().stream()
        .filter(f -> f.name().equals(name))
        .forEach(f -> line("![" + f.altText() + "](figures/" + f.name() + ".png)"));
  }

  private void verdict() {
    String sequence =
        SequencingComparison.label(exchange.effective(), exchange.effective().sequencing());
    String answer =
        switch (report.verdict()) {
          case SUSTAINABLE ->
              "**Verdict: sustainable.** Under this sequence ("
                  + sequence
                  + ") a settlement can be reached in equilibrium: "
                  + report.reason()
                  + ".";
          case FROZEN ->
              "**Verdict: frozen.** Under this sequence ("
                  + sequence
                  + ") no equilibrium settles to both parties' gain: "
                  + report.reason()
                  + ".";
          case UNDECIDED ->
              "**Verdict: undecided.** "
                  + Character.toUpperCase(report.reason().charAt(0))
                  + report.reason().substring(1)
                  + ". A smaller --tolerance may decide it.";
        };
    line(answer);
    if (report.certificate().isPresent()) {
      line(
          "The verdict rests on `certificates/verdict.json`; `thaw verify` checks it with code that"
              + " shares nothing with the solver.");
    }
  }

  private void switches(Scenario scenario) {
    List<Context.Change> changes = Context.changes(scenario);
    if (changes.isEmpty()) {
      return;
    }
    List<List<Object>> rows = new ArrayList<>();
    changes.forEach(c -> rows.add(List.of(c.by(), c.path(), c.before(), c.after())));
    line("Context factors and shocks switched on, and what they change:");
    line(
        new Table(List.of("switch", "parameter", "before", "after"), rows)
            .markdown()
            .stripTrailing());
  }

  /** The conditions at the start in words. */
  static Table conditions(FreezeReport report) {
    StateConditions c = report.start().conditions();
    Basin basin = report.start().basin();
    Game game = report.exchange().game();
    String a = game.players().get(0);
    String b = game.players().get(1);
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "F1",
            "holding for ever is an equilibrium outcome",
            c.freezeIsEquilibrium().word()
                + " (against reversion to holding itself: "
                + c.markovFreeze().word()
                + ")"));
    rows.add(
        List.of(
            "F2",
            "freeze trap: nobody implements in any equilibrium",
            c.trap() == Answer.NO ? "no: some first step is enforceable" : c.trap().word()));
    rows.add(
        List.of("F3", "frozen", c.verdict() == Verdict.FROZEN ? "yes" : negation(c.verdict())));
    rows.add(
        List.of(
            "F4",
            "settlement sustainable",
            c.verdict() == Verdict.SUSTAINABLE
                ? "yes"
                : c.verdict() == Verdict.FROZEN ? "no" : "undecided"));
    rows.add(
        List.of(
            "F5",
            "inefficient freeze: price of freezing (gain both can have at once)",
            "at least "
                + Numbers.readable(c.gains().common())
                + ", at most "
                + Numbers.readable(c.gainsAtMost().common())));
    rows.add(
        List.of(
            "F6",
            "lesser evil: crisis < freeze < settlement",
            a + ": " + order(c, 0) + "; " + b + ": " + order(c, 1)));
    rows.add(
        List.of(
            "F7",
            "fragile: risk of crisis while frozen",
            Numbers.percent(c.crisisWithin())
                + " within "
                + report.horizon()
                + " periods; on average after "
                + Numbers.readable(c.periodsToCrisis())
                + " periods"));
    rows.add(List.of("F8", "basin: when implementing is the safer choice", basin(basin, a, b)));
    return new Table(List.of("", "condition", "answer"), rows);
  }

  private static String negation(Verdict verdict) {
    return verdict == Verdict.SUSTAINABLE ? "no" : "undecided";
  }

  private static String order(StateConditions c, int party) {
    String crisis = c.crisisPayoff().map(v -> Numbers.readable(v[party])).orElse("–");
    String settlement = c.settlementPayoff().map(v -> Numbers.readable(v[party])).orElse("–");
    String holds = c.isLesserEvil(party).map(h -> h ? "yes, " : "no, ").orElse("");
    return holds + crisis + " / " + Numbers.readable(c.freezePayoff()[party]) + " / " + settlement;
  }

  private static String basin(Basin basin, String a, String b) {
    OptionalDouble trust = basin.riskDominantTrust();
    return (trust.isPresent()
            ? "risk-dominant from trust " + Numbers.readable(trust.getAsDouble()) + " on"
            : "risk-dominant at no trust level")
        + "; needs the other to implement with probability "
        + probability(basin.pDominance()[0])
        + " ("
        + a
        + "), "
        + probability(basin.pDominance()[1])
        + " ("
        + b
        + ")";
  }

  private static String probability(double p) {
    if (Double.isNaN(p)) {
      return "– cannot implement yet";
    }
    return p > 1 ? "more than 1 (never)" : Numbers.readable(p);
  }

  private Table gains() {
    StateConditions c = report.start().conditions();
    List<List<Object>> rows = new ArrayList<>();
    double[] none = {Double.NaN, Double.NaN};
    row(rows, "crisis", c.crisisPayoff().orElse(none));
    row(rows, "worst equilibrium (punishment)", c.punishment());
    row(rows, "freeze", c.freezePayoff());
    report.equilibrium().ifPresent(e -> row(rows, "efficient equilibrium", e.payoff()));
    row(rows, "settlement, once reached", c.settlementPayoff().orElse(none));
    row(rows, "gain over freezing: Nash bargaining", c.gains().nash());
    row(rows, "gain over freezing: largest sum", c.gains().utilitarian());
    return new Table(List.of("payoff per period", players.get(0), players.get(1)), rows);
  }

  private static void row(List<List<Object>> rows, String name, double[] values) {
    rows.add(List.of(name, values[0], values[1]));
  }

  private void equilibrium() {
    if (report.equilibrium().isEmpty()) {
      return;
    }
    EfficientEquilibrium e = report.equilibrium().get();
    int horizon = e.settledBy().length - 1;
    line(
        "In the efficient equilibrium (Nash bargaining over freezing) the exchange has been settled"
            + " within "
            + horizon
            + " periods with probability "
            + Numbers.percent(e.settledBy()[horizon])
            + ", ever with probability "
            + Numbers.percent(e.settlementProbability())
            + (Double.isFinite(e.periodsToSettlement())
                ? ", on average after " + Numbers.readable(e.periodsToSettlement()) + " periods"
                : "")
            + "; a crisis comes within "
            + horizon
            + " periods with probability "
            + Numbers.percent(e.crisisWithin())
            + ", against "
            + Numbers.percent(report.start().conditions().crisisWithin())
            + " while frozen.");
  }

  private void progress() {
    line(
        "Equilibria get as far as "
            + report.progress().furthest()
            + " of "
            + report.progress().outOf()
            + " phases (both parties' together).");
    if (report.progress().stall().isPresent()) {
      Stall stall = report.progress().stall().get();
      String party = players.get(stall.party());
      line(
          "There the exchange stalls: at "
              + exchange.game().state(stall.state()).name()
              + ", the step that comes closest to being enforceable ("
              + String.join(", ", exchange.game().state(stall.state()).labels(stall.profile()))
              + ") fails on "
              + party
              + ", which would rather "
              + stall.deviation()
              + ": it would need a continuation worth "
              + Numbers.readable(stall.needed())
              + ", and no equilibrium gives it more than "
              + Numbers.readable(stall.available())
              + ".");
    }
  }

  /** How many parameters are no levers, and why. */
  static String unmoved(Levers.Result levers) {
    int undecided = levers.undecided().size();
    return levers.without().size()
        + " parameters leave the verdict as it is at both ends of their interval"
        + (undecided == 0
            ? "."
            : "; for " + undecided + " no verdict could be certified at the far end.");
  }

  private void leversText() {
    Levers.Result levers = study.levers();
    if (levers.levers().isEmpty()) {
      line("No single parameter was found to change the verdict. " + unmoved(levers));
      return;
    }
    line(
        "Each parameter moved alone, the others as they are; the nearest first. "
            + unmoved(levers));
    line(levers(levers, 12).markdown().stripTrailing());
  }

  static Table levers(Levers.Result result, int most) {
    List<List<Object>> rows = new ArrayList<>();
    for (Levers.Lever lever : result.levers().stream().limit(most).toList()) {
      double low = Math.min(lever.same(), lever.other());
      double high = Math.max(lever.same(), lever.other());
      rows.add(
          List.of(
              lever.parameter().path(),
              lever.parameter().value(),
              lever.verdict().word()
                  + (lever.other() > lever.parameter().value() ? " above " : " below ")
                  + "a value between "
                  + Numbers.readable(low)
                  + " and "
                  + Numbers.readable(high),
              String.format(Locale.ROOT, "%.0f%%", 100 * lever.distance())));
    }
    return new Table(List.of("parameter", "today", "verdict changes to", "distance"), rows);
  }

  /** Per quantity the verdicts over its range. */
  static Table criticalValues(List<CriticalValues.Found> found) {
    List<List<Object>> rows = new ArrayList<>();
    for (CriticalValues.Found one : found) {
      rows.add(
          List.of(
              one.quantity().name(),
              one.quantity().symbol(),
              Numbers.readable(one.quantity().low())
                  + " to "
                  + Numbers.readable(one.quantity().high()),
              words(one.range())));
    }
    return new Table(List.of("quantity", "symbol", "searched", "verdict"), rows);
  }

  private static String words(VerdictRange range) {
    List<VerdictRange.Change> changes = range.changes();
    if (changes.isEmpty()) {
      return range.verdicts().values().iterator().next().word() + " throughout";
    }
    StringBuilder words = new StringBuilder();
    words.append(changes.get(0).verdictBelow().word());
    for (VerdictRange.Change change : changes) {
      words
          .append(" up to ")
          .append(Numbers.readable(change.below()))
          .append(", ")
          .append(change.verdictAbove().word())
          .append(" from ")
          .append(Numbers.readable(change.above()));
    }
    return words.toString();
  }

  static Table sequencing(List<SequencingComparison.Row> sequences) {
    List<List<Object>> rows = new ArrayList<>();
    for (SequencingComparison.Row row : sequences) {
      rows.add(
          List.of(
              row.label(),
              row.verdict().word(),
              value(row.leastPatience(), "not found"),
              value(row.frozenUpTo(), "–"),
              value(row.leastTrust(), "not found")));
    }
    return new Table(
        List.of(
            "sequence",
            "verdict today",
            "sustainable from patience",
            "frozen up to patience",
            "sustainable from trust"),
        rows);
  }

  private static String value(OptionalDouble value, String none) {
    return value.isPresent() ? Numbers.readable(value.getAsDouble()) : none;
  }

  private void quality() {
    line(
        "The game has "
            + exchange.stateCount()
            + " states. Payoff sets are known to "
            + Numbers.percent(report.sets().relativeErrorBound())
            + " of the payoff range (largest distance between outer and inner sets over all"
            + " states; the aim was "
            + Numbers.percent(report.sets().options().tolerance())
            + (report.sets().converged() ? "" : ", not reached within the limit of sweeps")
            + "). Verdicts do not rest on this bound: a"
            + " settlement is an explicit strategy in which no one-shot deviation gains, a freeze is"
            + " a proof from sets that contain every equilibrium payoff. Equilibria are"
            + " subgame-perfect, in pure actions, with perfect monitoring and public"
            + " randomization.");
  }
}
