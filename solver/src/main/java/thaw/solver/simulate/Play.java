package thaw.solver.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Position;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.linear.MarkovChain;

/**
 * A strategy profile played forward from the start of an exchange: as a Markov chain, exactly
 * ({@link #course}), or as random runs from a seed ({@link #run}).
 */
public final class Play {
  /** Shares of runs below the quantiles that {@link Moment} reports. */
  public static final List<Double> QUANTILES = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

  private final PhasedExchange exchange;
  private final Transition[] next;
  private final MarkovChain chain;
  private final int[] state;
  private final int[] profile;
  private final double[] start;

  private Play(
      PhasedExchange exchange, Transition[] next, int[] state, int[] profile, double[] start) {
    this.exchange = exchange;
    this.next = next;
    chain = new MarkovChain(next);
    this.state = state;
    this.profile = profile;
    this.start = start;
  }

  /** The equilibrium of a certificate, on its path. */
  public static Play of(PhasedExchange exchange, SettlementCertificate certificate) {
    Automaton automaton = certificate.automaton();
    int count = automaton.nodes().size();
    Transition[] next = new Transition[count];
    int[] state = new int[count];
    int[] profile = new int[count];
    for (int n = 0; n < count; n++) {
      next[n] = automaton.path(exchange.game(), n);
      state[n] = automaton.nodes().get(n).state();
      profile[n] = automaton.nodes().get(n).profile();
    }
    double[] start = new double[count];
    for (int k = 0; k < certificate.startStates().length; k++) {
      Lottery lottery = certificate.starts().get(k);
      for (int j = 0; j < lottery.nodes().length; j++) {
        start[lottery.nodes()[j]] += exchange.initial().probability(k) * lottery.weights()[j];
      }
    }
    return new Play(exchange, next, state, profile, start);
  }

  /** Both hold for ever: the frozen status quo. */
  public static Play freeze(PhasedExchange exchange) {
    int count = exchange.stateCount();
    Transition[] next = new Transition[count];
    int[] profile = new int[count];
    double[] start = new double[count];
    for (int s = 0; s < count; s++) {
      profile[s] = exchange.holdProfile(s);
      next[s] = exchange.game().state(s).transition(profile[s]);
      start[s] = exchange.initial().probabilityOf(s);
    }
    return new Play(exchange, next, IntStream.range(0, count).toArray(), profile, start);
  }

  /**
   * One period of the exact course.
   *
   * @param period 0 or more
   * @param trust quantiles of trust, as {@link #QUANTILES}
   * @param progress mean number of phases implemented, per party
   * @param payoff mean payoff of the period, per party
   * @param settled probability that everything is implemented
   * @param crisis probability of being in crisis
   */
  public record Moment(
      int period,
      double[] trust,
      double[] progress,
      double[] payoff,
      double settled,
      double crisis) {}

  /** The course of play from period 0 to {@code horizon}, without sampling error. */
  public List<Moment> course(int horizon) {
    List<Moment> moments = new ArrayList<>();
    double[] now = start.clone();
    for (int t = 0; t <= horizon; t++) {
      moments.add(moment(t, now));
      now = chain.step(now);
    }
    return moments;
  }

  /**
   * Expected number of times, in the periods from 0 to {@code periods} − 1, that each profile is
   * played at each state: visits[state][profile].
   */
  public double[][] visits(int periods) {
    double[][] visits = new double[exchange.stateCount()][];
    for (int s = 0; s < visits.length; s++) {
      visits[s] = new double[exchange.game().state(s).profileCount()];
    }
    double[] now = start.clone();
    for (int t = 0; t < periods; t++) {
      for (int n = 0; n < now.length; n++) {
        visits[state[n]][profile[n]] += now[n];
      }
      now = chain.step(now);
    }
    return visits;
  }

  private Moment moment(int period, double[] now) {
    Game game = exchange.game();
    double[] progress = new double[2];
    double[] payoff = new double[2];
    double settled = 0;
    double crisis = 0;
    for (int n = 0; n < now.length; n++) {
      if (now[n] == 0) {
        continue;
      }
      Position x = exchange.position(state[n]);
      for (int i = 0; i < 2; i++) {
        progress[i] += now[n] * x.progress(i);
        payoff[i] += now[n] * game.state(state[n]).payoff(profile[n], i);
      }
      settled += exchange.settled(state[n]) ? now[n] : 0;
      crisis += isCrisis(state[n]) ? now[n] : 0;
    }
    return new Moment(period, trustQuantiles(now), progress, payoff, settled, crisis);
  }

  private boolean isCrisis(int s) {
    return exchange.climateId(s).equals(Scenario.CRISIS);
  }

  private double[] trustQuantiles(double[] now) {
    int[] order =
        IntStream.range(0, now.length)
            .filter(n -> now[n] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(n -> exchange.trust(state[n])))
            .mapToInt(n -> n)
            .toArray();
    double[] quantiles = new double[QUANTILES.size()];
    for (int q = 0; q < quantiles.length; q++) {
      double below = 0;
      int k = -1;
      while (k < order.length - 1 && below < QUANTILES.get(q) - 1e-12) {
        below += now[order[++k]];
      }
      quantiles[q] = exchange.trust(state[order[Math.max(0, k)]]);
    }
    return quantiles;
  }

  /**
   * One random run.
   *
   * @param states visited, period by period
   * @param profiles played there
   */
  public record Run(int[] states, int[] profiles) {}

  /**
   * Plays one run. The same seed and run number give the same run, whatever else is played.
   *
   * @param seed of all runs
   * @param number of this run, 0 or more
   * @param periods length, 1 or more
   */
  public Run run(long seed, long number, int periods) {
    UniformRandomProvider random = generator(seed, number);
    int[] states = new int[periods];
    int[] profiles = new int[periods];
    int node = draw(random.nextDouble());
    for (int t = 0; t < periods; t++) {
      states[t] = state[node];
      profiles[t] = profile[node];
      double left = random.nextDouble();
      int k = 0;
      while (k < next[node].size() - 1 && left >= next[node].probability(k)) {
        left -= next[node].probability(k++);
      }
      node = next[node].successor(k);
    }
    return new Run(states, profiles);
  }

  /** A generator of its own for every run, its state well mixed: neighbouring seeds look alike. */
  private static UniformRandomProvider generator(long seed, long number) {
    long all = RandomSource.SPLIT_MIX_64.create(seed).nextLong();
    UniformRandomProvider mixed =
        RandomSource.SPLIT_MIX_64.create(all ^ RandomSource.SPLIT_MIX_64.create(number).nextLong());
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {mixed.nextLong(), mixed.nextLong()});
  }

  private int draw(double uniform) {
    double left = uniform;
    int last = 0;
    for (int n = 0; n < start.length; n++) {
      if (start[n] > 0) {
        last = n;
        if (left < start[n]) {
          return n;
        }
        left -= start[n];
      }
    }
    return last;
  }
}
