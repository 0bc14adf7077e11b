package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Certificate;
import thaw.solver.certificate.FrozenCertificate;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.linear.MarkovChain;

/**
 * Checks the certificates of F3 and F4 against the exchange that they speak of, by code of its own:
 * a settlement by evaluating its strategies and trying every one-shot deviation, a freeze by outer
 * bounds of the equilibrium payoffs computed anew ({@link OuterBounds}).
 */
public final class CertificateCheck {
  /** Differences up to this share of the payoff range are rounding. */
  private static final double TOLERANCE = 1e-7;

  private static final int[] DIRECTIONS = {16, 32, 64, 128};

  private static final int MOST_SWEEPS = 5000;

  private final PhasedExchange exchange;
  private final Game game;
  private final double[] range = new double[2];
  private final double[][] freeze;
  private final List<String> problems = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private CertificateCheck(PhasedExchange exchange) {
    this.exchange = exchange;
    game = exchange.game();
    int count = game.stateCount();
    Transition[] hold = new Transition[count];
    double[][] flow = new double[2][count];
    for (int s = 0; s < count; s++) {
      int profile = exchange.holdProfile(s);
      hold[s] = game.state(s).transition(profile);
      flow[0][s] = game.state(s).payoff(profile, 0);
      flow[1][s] = game.state(s).payoff(profile, 1);
    }
    MarkovChain chain = new MarkovChain(hold);
    freeze =
        new double[][] {
          chain.discountedValue(flow[0], game.discount(0)),
          chain.discountedValue(flow[1], game.discount(1))
        };
    for (int i = 0; i < 2; i++) {
      range[i] = Math.max(game.maxPayoff(i) - game.minPayoff(i), Double.MIN_NORMAL);
    }
  }

  /** Checks everything that the certificate claims about the exchange. */
  public static Confirmation check(PhasedExchange exchange, Certificate certificate) {
    CertificateCheck check = new CertificateCheck(exchange);
    if (certificate instanceof SettlementCertificate settlement) {
      check.settlement(settlement);
    } else if (certificate instanceof FrozenCertificate frozen) {
      check.frozen(frozen);
    }
    return new Confirmation(check.problems, check.findings);
  }

  /**
   * Whether strategies for one exchange are an equilibrium that settles, to both parties' gain, in
   * another with the same states and actions.
   *
   * @param starts one lottery over nodes per start state
   */
  public static boolean carriesOver(
      PhasedExchange from, Automaton automaton, List<Lottery> starts, PhasedExchange to) {
    if (!haveSameShape(from, to)) {
      return false;
    }
    CertificateCheck check = new CertificateCheck(to);
    try {
      StrategyCheck.Result result = StrategyCheck.check(check.game, automaton);
      return result.isEquilibrium()
          && check.dominates(check.payoff(starts, result.values()), check.freezeAtStart())
          && check.settlementReached(automaton, starts);
    } catch (IllegalArgumentException doesNotFit) {
      return false;
    }
  }

  private static boolean haveSameShape(PhasedExchange one, PhasedExchange other) {
    boolean same =
        one.stateCount() == other.stateCount()
            && Arrays.equals(startStates(one), startStates(other));
    for (int s = 0; same && s < one.stateCount(); s++) {
      State here = one.game().state(s);
      State there = other.game().state(s);
      same =
          one.position(s).equals(other.position(s))
              && here.actions(0).equals(there.actions(0))
              && here.actions(1).equals(there.actions(1));
    }
    return same;
  }

  private void settlement(SettlementCertificate claim) {
    if (!startsAgree(claim.startStates())) {
      return;
    }
    Automaton automaton = claim.automaton();
    StrategyCheck.Result result;
    List<String> misfits = new ArrayList<>();
    for (int k = 0; k < claim.starts().size(); k++) {
      StrategyCheck.checkLottery(
          automaton, claim.starts().get(k), claim.startStates()[k], "start " + k, misfits);
    }
    if (!misfits.isEmpty()) {
      problems.addAll(misfits);
      return;
    }
    try {
      result = StrategyCheck.check(game, automaton);
    } catch (IllegalArgumentException e) {
      problems.add("the strategies do not fit the game: " + e.getMessage());
      return;
    }
    findings.add(
        format(
            "%d nodes; the largest gain from any one-shot deviation is %.3e payoffs (negative: every"
                + " constraint is slack), values exact to %.1e",
            automaton.nodes().size(), result.largestGain(), result.valueError()));
    if (!result.isEquilibrium()) {
      State state = game.state(automaton.nodes().get(result.node()).state());
      problems.add(
          format(
              "not an equilibrium: at %s (node %d) %s gains %.3e by %s",
              state.name(),
              result.node(),
              game.players().get(result.player()),
              result.largestGain(),
              result.deviation()));
    }
    double[] payoff = payoff(claim.starts(), result.values());
    double[] frozen = freezeAtStart();
    compare("payoff", payoff, claim.payoff());
    compare("freeze payoff", frozen, claim.freezePayoff());
    if (!dominates(payoff, frozen)) {
      problems.add(
          format(
              "the payoffs (%.6f, %.6f) do not dominate those of freezing (%.6f, %.6f)",
              payoff[0], payoff[1], frozen[0], frozen[1]));
    }
    double settles = settlementProbability(claim);
    findings.add(
        format(
            "payoffs (%.6f, %.6f) against (%.6f, %.6f) of freezing; settles with probability %.6f",
            payoff[0], payoff[1], frozen[0], frozen[1], settles));
    if (!settlementReached(automaton, claim.starts())) {
      problems.add("play never reaches the settlement");
    }
    if (!(Math.abs(settles - claim.settlementProbability()) <= TOLERANCE)) {
      problems.add(
          format(
              "settles with probability %.9f, not %.9f as claimed",
              settles, claim.settlementProbability()));
    }
  }

  private void frozen(FrozenCertificate claim) {
    if (!startsAgree(claim.startStates())) {
      return;
    }
    compare("freeze payoff", freezeAtStart(), claim.freezePayoff());
    for (int directions : DIRECTIONS) {
      OuterBounds bounds = new OuterBounds(game, directions);
      for (int sweep = 1; sweep <= MOST_SWEEPS; sweep++) {
        boolean moved = bounds.sweep();
        if (isFrozen(bounds, claim)) {
          findings.add(
              format(
                  "%s confirmed by outer bounds in %d directions after %d sweeps",
                  claim.reason().word(), directions, sweep));
          return;
        }
        if (!moved) {
          break;
        }
      }
    }
    problems.add(
        format(
            "%s could not be confirmed by outer bounds in up to %d directions",
            claim.reason().word(), DIRECTIONS[DIRECTIONS.length - 1]));
  }

  private boolean isFrozen(OuterBounds bounds, FrozenCertificate claim) {
    return switch (claim.reason()) {
      case NO_PATH -> !bounds.mayLead(claim.startStates(), exchange::settled);
      case NO_GAIN -> {
        boolean none = true;
        for (int s : claim.startStates()) {
          double[] floor = new double[2];
          for (int i = 0; i < 2; i++) {
            floor[i] = freeze[i][s] - TOLERANCE * range[i];
          }
          double gain = bounds.largestSum(s, floor) - freeze[0][s] - freeze[1][s];
          none &= gain <= TOLERANCE * (range[0] + range[1]);
        }
        yield none;
      }
    };
  }

  private boolean startsAgree(int[] claimed) {
    int[] starts = startStates(exchange);
    if (!Arrays.equals(starts, claimed)) {
      problems.add(
          "starts from states "
              + Arrays.toString(claimed)
              + "; the scenario starts from "
              + Arrays.toString(starts));
      return false;
    }
    return true;
  }

  private static int[] startStates(PhasedExchange exchange) {
    Transition initial = exchange.initial();
    return IntStream.range(0, initial.size()).map(initial::successor).toArray();
  }

  private double[] freezeAtStart() {
    Transition initial = exchange.initial();
    return new double[] {initial.expectation(freeze[0]), initial.expectation(freeze[1])};
  }

  private double[] payoff(List<Lottery> starts, double[][] values) {
    double[] payoff = new double[2];
    Transition initial = exchange.initial();
    for (int k = 0; k < initial.size(); k++) {
      Lottery lottery = starts.get(k);
      for (int j = 0; j < lottery.nodes().length; j++) {
        double weight = initial.probability(k) * lottery.weights()[j];
        payoff[0] += weight * values[lottery.nodes()[j]][0];
        payoff[1] += weight * values[lottery.nodes()[j]][1];
      }
    }
    return payoff;
  }

  private boolean dominates(double[] payoff, double[] frozen) {
    boolean noWorse = true;
    boolean better = false;
    for (int i = 0; i < 2; i++) {
      double gain = payoff[i] - frozen[i];
      noWorse &= gain >= -StrategyCheck.GAIN_TOLERANCE * range[i];
      better |= gain > TOLERANCE * range[i];
    }
    return noWorse && better;
  }

  private boolean settlementReached(Automaton automaton, List<Lottery> starts) {
    boolean[] onPath = onPath(automaton, starts);
    return IntStream.range(0, onPath.length)
        .filter(n -> onPath[n])
        .anyMatch(n -> exchange.settled(automaton.nodes().get(n).state()));
  }

  private static boolean[] onPath(Automaton automaton, List<Lottery> starts) {
    boolean[] seen = new boolean[automaton.nodes().size()];
    List<Integer> open = new ArrayList<>();
    for (Lottery lottery : starts) {
      for (int node : lottery.nodes()) {
        if (!seen[node]) {
          seen[node] = true;
          open.add(node);
        }
      }
    }
    while (!open.isEmpty()) {
      for (Lottery lottery : automaton.nodes().get(open.remove(open.size() - 1)).next()) {
        for (int node : lottery.nodes()) {
          if (!seen[node]) {
            seen[node] = true;
            open.add(node);
          }
        }
      }
    }
    return seen;
  }

  private double settlementProbability(SettlementCertificate claim) {
    Automaton automaton = claim.automaton();
    int count = automaton.nodes().size();
    Transition[] path = new Transition[count];
    boolean[] settled = new boolean[count];
    for (int n = 0; n < count; n++) {
      path[n] = automaton.path(game, n);
      settled[n] = exchange.settled(automaton.nodes().get(n).state());
    }
    double[] hit = new MarkovChain(path).hittingProbability(settled);
    double probability = 0;
    Transition initial = exchange.initial();
    for (int k = 0; k < initial.size(); k++) {
      Lottery lottery = claim.starts().get(k);
      for (int j = 0; j < lottery.nodes().length; j++) {
        probability += initial.probability(k) * lottery.weights()[j] * hit[lottery.nodes()[j]];
      }
    }
    return probability;
  }

  private void compare(String name, double[] found, double[] claimed) {
    for (int i = 0; i < 2; i++) {
      if (!(Math.abs(found[i] - claimed[i]) <= TOLERANCE * range[i])) {
        problems.add(
            format(
                "%s of %s is %.9f, not %.9f as claimed",
                name, game.players().get(i), found[i], claimed[i]));
      }
    }
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
