package thaw.sweep.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import thaw.model.game.Position;
import thaw.solver.freeze.Answer;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.EfficientEquilibrium;
import thaw.solver.freeze.FreezeReport.Stall;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.freeze.Verdict;
import thaw.sweep.Column;

/**
 * What can be recorded of a scenario at a point: the verdict, the conditions F1–F8 at the likeliest
 * initial state, the efficient equilibrium.
 *
 * @param column its name and meaning
 * @param value from the analysis; NaN where there is none
 */
record ScenarioOutcome(Column column, ToDoubleFunction<FreezeReport> value) {
  static final String VERDICT = "verdict";

  private static final List<String> YES_NO = List.of("no", "yes");

  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::word).toList();

  private static final List<String> ANSWERS =
      Arrays.stream(Answer.values()).map(Answer::word).toList();

  /** The code of a verdict. */
  static double code(Verdict verdict) {
    return VERDICTS.indexOf(verdict.word());
  }

  /** All outcomes for parties of these ids, the verdict first. */
  static List<ScenarioOutcome> all(List<String> parties) {
    List<ScenarioOutcome> all = new ArrayList<>();
    all.add(
        new ScenarioOutcome(
            Column.category(
                VERDICT, "whether the exchange can settle in equilibrium (F3, F4)", VERDICTS),
            r -> code(r.verdict())));
    answer(
        all,
        "freeze-is-equilibrium",
        "F1: holding for ever is an equilibrium outcome",
        c -> c.freezeIsEquilibrium());
    number(
        all,
        "freeze-slack",
        "payoff",
        "F1: least excess of holding over the best deviation",
        r -> at(r).freezeSlack());
    answer(
        all,
        "markov-freeze",
        "F1': holding for ever is an equilibrium when deviations are followed by holding",
        c -> c.markovFreeze());
    answer(
        all,
        "freeze-trap",
        "F2: no profile in which anyone implements is enforceable",
        c -> c.trap());
    number(
        all,
        "price-of-freezing",
        "payoff",
        "F5: largest gain over the freeze that both can certainly have in equilibrium",
        r -> at(r).gains().common());
    number(
        all,
        "price-of-freezing-at-most",
        "payoff",
        "F5: the same, certainly not exceeded",
        r -> at(r).gainsAtMost().common());
    number(
        all,
        "crisis-within-horizon",
        "probability",
        "F7: of a crisis while freezing, within the horizon of 20 periods",
        r -> at(r).crisisWithin());
    number(
        all,
        "periods-to-crisis",
        "periods",
        "F7: expected until the first crisis while freezing",
        r -> at(r).periodsToCrisis());
    number(
        all,
        "risk-dominant-trust",
        "",
        "F8: least trust at which implementing is risk-dominant",
        r -> r.start().basin().riskDominantTrust().orElse(Double.NaN));
    all.add(
        new ScenarioOutcome(
            Column.category(
                "risk-dominant-now", "F8: implementing is risk-dominant at the start", YES_NO),
            r -> r.start().basin().riskDominantNow() ? 1 : 0));
    number(
        all,
        "furthest-progress",
        "phases",
        "most phases implemented by both together on any path of enforceable profiles",
        r -> r.progress().furthest());
    number(all, "phases", "phases", "the same number at settlement", r -> r.progress().outOf());
    number(
        all,
        "stalled-phase",
        "",
        "phase that the furthest path cannot complete, from 1; none where it settles",
        r -> r.progress().stall().map(s -> stalledPhase(r, s)).orElse(Double.NaN));
    all.add(
        new ScenarioOutcome(
            Column.category(
                "stalled-party", "whose constraint fails where the furthest path ends", parties),
            r -> r.progress().stall().map(s -> (double) s.party()).orElse(Double.NaN)));
    equilibrium(
        all,
        "settlement-probability",
        "probability",
        "of ever settling in the efficient equilibrium",
        e -> e.settlementProbability());
    equilibrium(
        all,
        "periods-to-settlement",
        "periods",
        "expected in the efficient equilibrium, given that it settles",
        e -> e.periodsToSettlement());
    equilibrium(
        all,
        "crisis-within-horizon-settling",
        "probability",
        "of a crisis in the efficient equilibrium, within the horizon of 20 periods",
        e -> e.crisisWithin());
    for (int i = 0; i < parties.size(); i++) {
      party(all, parties.get(i), i);
    }
    number(all, "states", "", "states of the game", r -> r.exchange().stateCount());
    number(
        all,
        "relative-error-bound",
        "",
        "of the payoff sets, share of the payoff range",
        r -> r.sets().relativeErrorBound());
    return List.copyOf(all);
  }

  private static void party(List<ScenarioOutcome> all, String party, int i) {
    String id = party.toLowerCase(Locale.ROOT);
    number(
        all,
        "freeze-payoff-" + id,
        "payoff",
        party + ": both hold for ever",
        r -> at(r).freezePayoff()[i]);
    number(
        all,
        "crisis-payoff-" + id,
        "payoff",
        "F6, " + party + ": holding for ever from crisis on",
        r -> of(at(r).crisisPayoff(), i));
    number(
        all,
        "settlement-payoff-" + id,
        "payoff",
        "F6, " + party + ": everything implemented and kept",
        r -> of(at(r).settlementPayoff(), i));
    all.add(
        new ScenarioOutcome(
            Column.category(
                "lesser-evil-" + id, "F6, " + party + ": crisis < freeze < settlement", YES_NO),
            r -> at(r).isLesserEvil(i).map(yes -> yes ? 1.0 : 0).orElse(Double.NaN)));
    number(
        all,
        "p-dominance-" + id,
        "probability",
        "F8, " + party + ": least chance of the other implementing at which implementing is best",
        r -> r.start().basin().pDominance()[i]);
    number(
        all,
        "punishment-" + id,
        "payoff",
        party + ": worst equilibrium payoff, at least",
        r -> at(r).punishment()[i]);
    number(
        all,
        "best-payoff-" + id,
        "payoff",
        party + ": best equilibrium payoff, at most",
        r -> at(r).best()[i]);
    equilibrium(
        all,
        "equilibrium-payoff-" + id,
        "payoff",
        party + ": in the efficient equilibrium",
        e -> e.payoff()[i]);
  }

  private static StateConditions at(FreezeReport report) {
    return report.start().conditions();
  }

  private static double of(Optional<double[]> payoffs, int party) {
    return payoffs.map(v -> v[party]).orElse(Double.NaN);
  }

  private static double stalledPhase(FreezeReport report, Stall stall) {
    Position position = report.exchange().position(stall.state());
    return 1 + Math.min(position.progress1(), position.progress2());
  }

  private static void number(
      List<ScenarioOutcome> all,
      String name,
      String unit,
      String description,
      ToDoubleFunction<FreezeReport> value) {
    all.add(new ScenarioOutcome(Column.number(name, unit, description), value));
  }

  private interface Condition {
    Answer of(StateConditions conditions);
  }

  private static void answer(
      List<ScenarioOutcome> all, String name, String description, Condition condition) {
    all.add(
        new ScenarioOutcome(
            Column.category(name, description, ANSWERS),
            r -> ANSWERS.indexOf(condition.of(at(r)).word())));
  }

  private static void equilibrium(
      List<ScenarioOutcome> all,
      String name,
      String unit,
      String description,
      ToDoubleFunction<EfficientEquilibrium> value) {
    number(
        all,
        name,
        unit,
        description,
        r -> r.equilibrium().map(value::applyAsDouble).orElse(Double.NaN));
  }
}
