package thaw.solver.transfers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.MultilateralExchange;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Transition;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;
import thaw.solver.linear.MarkovChain;

/**
 * Who has to pay for a phased exchange to settle: the same exchange between the two parties without
 * transfers, with transfers between them, and with the scenario's third parties joining one by one,
 * in their order; with the least patience at which each settles.
 *
 * <p>With transfers the exchange settles if the jointly best equilibrium reaches the settlement
 * with positive probability ({@link Transfers}); without, if the verdict is sustainable ({@link
 * FreezeAnalysis}). The parties and third parties need equal discount factors.
 */
public final class SettlementComparison {
  /**
   * How to compare.
   *
   * @param patience values of everybody's patience at which to look for a change, increasing, each
   *     in (0, 1)
   * @param precision width of the brackets of the critical patience, positive
   * @param coarsePrecision the same without transfers, where a step takes longer
   * @param analysis how verdicts without transfers are found
   */
  public record Options(
      List<Double> patience,
      double precision,
      double coarsePrecision,
      FreezeAnalysis.Options analysis) {
    /**
     * Puts the values of patience in increasing order and checks the precisions.
     *
     * @throws IllegalArgumentException if a precision is not positive
     */
    public Options {
      patience = patience.stream().sorted().toList();
      if (!(precision > 0) || !(coarsePrecision > 0)) {
        throw new IllegalArgumentException(
            "precisions are " + precision + " and " + coarsePrecision + "; allowed: positive");
      }
    }

    /**
     * Patience 0.4 to 0.95 in steps of 0.05, brackets of 0.001, and of 0.025 without transfers.
     *
     * @return these options
     */
    public static Options defaults() {
      FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
      return new Options(
          IntStream.rangeClosed(8, 19).mapToObj(k -> k / 20.0).toList(),
          0.001,
          0.025,
          analysis.withSets(analysis.sets().withTolerance(0.05).withMaxSweeps(1000)));
    }
  }

  /**
   * The least patience with which the exchange settles, among the values looked at and then by
   * bisection.
   *
   * @param low it does not settle here, or could not be shown to; 0 if it settles at the least
   *     value looked at
   * @param high it settles here
   */
  public record Bracket(double low, double high) {}

  /**
   * The exchange with some governments.
   *
   * @param governments labels of those who take part
   * @param transfers whether they can pay each other
   * @param settles whether the exchange settles
   * @param settlementProbability in the jointly best equilibrium; empty without transfers
   * @param furthest most phases, of both parties together, that some equilibrium reaches; empty
   *     without transfers
   * @param critical the least patience with which it settles; empty if it does at none looked at
   * @param regime what the transfers enforce; empty without
   * @param pooled the least payments of the third parties if the two parties may also pay each
   *     other; empty without third parties or where nothing settles
   * @param separate the same if the two parties receive and never pay
   */
  public record Row(
      List<String> governments,
      boolean transfers,
      boolean settles,
      Optional<Double> settlementProbability,
      Optional<Integer> furthest,
      Optional<Bracket> critical,
      Optional<Transfers.Result> regime,
      Optional<SettlingTransfers.Plan> pooled,
      Optional<SettlingTransfers.Plan> separate) {
    public Row {
      governments = List.copyOf(governments);
    }
  }

  private final Options options;

  private SettlementComparison(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static SettlementComparison withDefaults() {
    return new SettlementComparison(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public SettlementComparison with(Options newOptions) {
    return new SettlementComparison(newOptions);
  }

  /**
   * Compares.
   *
   * @param scenario two parties and any number of third parties
   * @return without transfers, with transfers between the parties, then one row per third party
   * @throws IllegalArgumentException if discount factors differ, a value of patience is out of
   *     range, or the scenario cannot be compiled
   */
  public List<Row> solve(Scenario scenario) {
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    Scenario effective = exchange.effective();
    List<String> thirdParties = List.copyOf(effective.thirdParties().keySet());
    List<Row> rows = new ArrayList<>();
    rows.add(withoutTransfers(exchange));
    for (int count = 0; count <= thirdParties.size(); count++) {
      rows.add(withTransfers(exchange, thirdParties.subList(0, count)));
    }
    return List.copyOf(rows);
  }

  private Row withoutTransfers(PhasedExchange exchange) {
    FreezeAnalysis analysis = FreezeAnalysis.withDefaults().with(options.analysis());
    boolean settles = analysis.verdict(exchange) == Verdict.SUSTAINABLE;
    Optional<Bracket> critical =
        critical(
            patience ->
                analysis.verdict(with(exchange.effective(), patience)) == Verdict.SUSTAINABLE,
            options.coarsePrecision());
    return new Row(
        exchange.game().players(),
        false,
        settles,
        Optional.empty(),
        Optional.empty(),
        critical,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Row withTransfers(PhasedExchange exchange, List<String> thirdParties) {
    Game game = MultilateralExchange.of(exchange, thirdParties).game();
    Transfers.Result regime = Transfers.withDefaults().solve(game);
    double probability = settlementProbability(exchange, regime);
    Optional<Bracket> critical =
        critical(
            patience -> {
              PhasedExchange other = with(exchange.effective(), patience);
              Game changed = MultilateralExchange.of(other, thirdParties).game();
              return settlementProbability(other, Transfers.withDefaults().solve(changed)) > 0;
            },
            options.precision());
    boolean pays = probability > 0 && !thirdParties.isEmpty();
    List<Integer> payers = IntStream.range(2, game.playerCount()).boxed().toList();
    return new Row(
        game.players(),
        true,
        probability > 0,
        Optional.of(probability),
        Optional.of(furthest(exchange, regime)),
        critical,
        Optional.of(regime),
        plan(pays, exchange, regime, payers, SettlingTransfers.Sharing.POOLED),
        plan(pays, exchange, regime, payers, SettlingTransfers.Sharing.SEPARATE));
  }

  private static Optional<SettlingTransfers.Plan> plan(
      boolean pays,
      PhasedExchange exchange,
      Transfers.Result regime,
      List<Integer> payers,
      SettlingTransfers.Sharing sharing) {
    return pays
        ? Optional.of(SettlingTransfers.least(regime, exchange.initial(), payers, sharing))
        : Optional.empty();
  }

  /** The exchange when everybody's patience is the same. */
  private static PhasedExchange with(Scenario effective, double patience) {
    Map<String, Double> values = new LinkedHashMap<>();
    effective.parties().keySet().forEach(id -> values.put("parties." + id + ".patience", patience));
    effective
        .thirdParties()
        .keySet()
        .forEach(id -> values.put("thirdParties." + id + ".patience", patience));
    return PhasedExchange.compile(Parameter.with(effective, values));
  }

  private Optional<Bracket> critical(DoubleFunction<Boolean> settles, double precision) {
    double low = 0;
    for (double patience : options.patience()) {
      if (settles.apply(patience)) {
        double high = patience;
        while (low > 0 && high - low > precision) {
          double middle = (low + high) / 2;
          if (settles.apply(middle)) {
            high = middle;
          } else {
            low = middle;
          }
        }
        return Optional.of(new Bracket(low, high));
      }
      low = patience;
    }
    return Optional.empty();
  }

  /** The probability that the jointly best equilibrium ever settles; 0 if there is none. */
  static double settlementProbability(PhasedExchange exchange, Transfers.Result regime) {
    int states = exchange.stateCount();
    Transition[] chain = new Transition[states];
    boolean[] settled = new boolean[states];
    for (int s = 0; s < states; s++) {
      boolean exists = regime.exists()[s];
      chain[s] =
          exists ? regime.game().state(s).transition(regime.equilibrium()[s]) : Transition.to(s);
      settled[s] = exists && exchange.settled(s);
    }
    return exchange.initial().expectation(new MarkovChain(chain).hittingProbability(settled));
  }

  /** Most phases of both parties on any path of profiles that some equilibrium plays. */
  private static int furthest(PhasedExchange exchange, Transfers.Result regime) {
    boolean[] seen = new boolean[exchange.stateCount()];
    int[] queue = new int[seen.length];
    int end = 0;
    for (int k = 0; k < exchange.initial().size(); k++) {
      seen[exchange.initial().successor(k)] = true;
      queue[end++] = exchange.initial().successor(k);
    }
    int furthest = 0;
    for (int at = 0; at < end; at++) {
      int s = queue[at];
      int phases = exchange.position(s).progress1() + exchange.position(s).progress2();
      furthest = Math.max(furthest, phases);
      for (int a = 0; a < regime.admissible()[s].length; a++) {
        Transition to = regime.game().state(s).transition(a);
        for (int k = 0; regime.admissible()[s][a] && k < to.size(); k++) {
          if (!seen[to.successor(k)]) {
            seen[to.successor(k)] = true;
            queue[end++] = to.successor(k);
          }
        }
      }
    }
    return furthest;
  }

  /**
   * A plan by progress: what each player gets on average for following the regime while the parties
   * have implemented p_1 and p_2 phases.
   *
   * @param progress1 phases of the first party
   * @param progress2 phases of the second party
   * @param weight discounted share of time that play spends there from the start, (1−δ) E Σ δ^t
   * @param mean per player, stage payoffs per period, positive where it receives
   * @param largest the same where the third parties pay most
   */
  public record PhasePayments(
      int progress1, int progress2, double weight, double[] mean, double[] largest) {}

  /**
   * A plan by progress, in order of progress; only where play spends time.
   *
   * @param exchange that the regime is of
   * @param regime of {@link Transfers#solve}
   * @param plan of {@link SettlingTransfers#least} for that regime
   * @return one per pair of progress where play spends time
   */
  public static List<PhasePayments> byProgress(
      PhasedExchange exchange, Transfers.Result regime, SettlingTransfers.Plan plan) {
    Game game = regime.game();
    int states = exchange.stateCount();
    int side = exchange.roadmap().size() + 1;
    Transition[] chain = new Transition[states];
    for (int s = 0; s < states; s++) {
      chain[s] =
          plan.path()[s] ? game.state(s).transition(regime.equilibrium()[s]) : Transition.to(s);
    }
    MarkovChain markov = new MarkovChain(chain);
    List<PhasePayments> phases = new ArrayList<>();
    for (int cell = 0; cell < side * side; cell++) {
      double[][] reward = new double[game.playerCount() + 1][states];
      double[] largest = new double[game.playerCount()];
      double most = -1;
      for (int s = 0; s < states; s++) {
        boolean inside =
            exchange.position(s).progress1() == cell / side
                && exchange.position(s).progress2() == cell % side;
        if (plan.path()[s] && inside) {
          reward[game.playerCount()][s] = 1;
          double paid = 0;
          for (int i = 0; i < game.playerCount(); i++) {
            reward[i][s] = plan.rewards()[s][i];
            paid += i < 2 ? plan.rewards()[s][i] : 0;
          }
          if (paid > most) {
            most = paid;
            largest = plan.rewards()[s].clone();
          }
        }
      }
      double delta = game.discount(0);
      double[] averages =
          Arrays.stream(reward)
              .mapToDouble(r -> exchange.initial().expectation(markov.discountedValue(r, delta)))
              .toArray();
      double weight = averages[game.playerCount()];
      if (most >= 0 && weight > 0) {
        double[] mean = new double[game.playerCount()];
        Arrays.setAll(mean, i -> averages[i] / weight);
        phases.add(new PhasePayments(cell / side, cell % side, weight, mean, largest));
      }
    }
    return List.copyOf(phases);
  }
}
