package thaw.model;

import java.util.List;
import java.util.stream.IntStream;

/** How mutual trust τ in [0, 1] moves with what the parties are seen to do. */
public sealed interface Trust {
  /** Trust at the start, in [0, 1]. */
  double initial();

  /** The trust levels that the game distinguishes, increasing, in [0, 1]. */
  List<Double> levels();

  /**
   * What a profile of actions shows: both implement (reciprocated), one implements and the other
   * holds (snubbed), both hold before the settlement is complete (stalled), anyone reneges
   * (breached).
   */
  enum Signal {
    RECIPROCATED,
    SNUBBED,
    STALLED,
    BREACHED
  }

  /** Evenly spaced levels from 0 to 1 inclusive; {@code count} is 2 or more. */
  static List<Double> evenLevels(int count) {
    Allowed.atLeast("levels", count, 2);
    return IntStream.range(0, count).mapToObj(k -> k / (count - 1.0)).toList();
  }

  private static void checkLevels(List<Double> levels, double initial) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("levels is empty; allowed: increasing numbers in [0, 1]");
    }
    for (int k = 0; k < levels.size(); k++) {
      Allowed.probability("levels[" + k + "]", levels.get(k));
      if (k > 0 && levels.get(k) <= levels.get(k - 1)) {
        throw new IllegalArgumentException(
            "levels are " + levels + "; allowed: increasing numbers in [0, 1]");
      }
    }
    Allowed.between("initial", initial, levels.get(0), levels.get(levels.size() - 1));
  }

  /**
   * Trust never moves.
   *
   * @param initial τ, in [0, 1]
   */
  record Fixed(double initial) implements Trust {
    public Fixed {
      Allowed.probability("initial", initial);
    }

    @Override
    public List<Double> levels() {
      return List.of(initial);
    }

    @Override
    public double after(Signal signal, double trust) {
      return trust;
    }
  }

  /**
   * A public stock: τ + gain·(1−τ) when reciprocated, (1−snub)·τ, (1−decay)·τ, (1−breach)·τ when
   * snubbed, stalled, breached.
   *
   * @param levels increasing numbers in [0, 1]
   * @param initial between the lowest and the highest level
   * @param gain in [0, 1]
   * @param snub in [0, 1]
   * @param decay in [0, 1]
   * @param breach in [0, 1]
   */
  record Stock(
      List<Double> levels, double initial, double gain, double snub, double decay, double breach)
      implements Trust {
    public Stock {
      levels = List.copyOf(levels);
      checkLevels(levels, initial);
      Allowed.probability("gain", gain);
      Allowed.probability("snub", snub);
      Allowed.probability("decay", decay);
      Allowed.probability("breach", breach);
    }

    @Override
    public double after(Signal signal, double trust) {
      return switch (signal) {
        case RECIPROCATED -> trust + gain * (1 - trust);
        case SNUBBED -> (1 - snub) * trust;
        case STALLED -> (1 - decay) * trust;
        case BREACHED -> (1 - breach) * trust;
      };
    }
  }

  /**
   * A belief: τ is the posterior that the other is a reciprocator rather than an opportunist, moved
   * by Bayes' rule.
   *
   * @param levels increasing numbers in [0, 1]
   * @param initial prior, between the lowest and the highest level
   * @param reciprocator likelihood of each signal when the other is a reciprocator
   * @param opportunist likelihood of each signal when the other is an opportunist
   */
  record Bayes(List<Double> levels, double initial, Likelihood reciprocator, Likelihood opportunist)
      implements Trust {
    public Bayes {
      levels = List.copyOf(levels);
      checkLevels(levels, initial);
    }

    @Override
    public double after(Signal signal, double trust) {
      double whenReciprocator = trust * reciprocator.of(signal);
      double either = whenReciprocator + (1 - trust) * opportunist.of(signal);
      return either > 0 ? whenReciprocator / either : trust;
    }
  }

  /** P(signal | type), each in [0, 1], summing to 1. */
  record Likelihood(double reciprocated, double snubbed, double stalled, double breached) {
    public Likelihood {
      Allowed.probability("reciprocated", reciprocated);
      Allowed.probability("snubbed", snubbed);
      Allowed.probability("stalled", stalled);
      Allowed.probability("breached", breached);
      double sum = reciprocated + snubbed + stalled + breached;
      if (!(Math.abs(sum - 1) <= 1e-9)) {
        throw new IllegalArgumentException("likelihoods sum to " + sum + "; allowed: 1");
      }
    }

    /** P({@code signal} | this type). */
    public double of(Signal signal) {
      return switch (signal) {
        case RECIPROCATED -> reciprocated;
        case SNUBBED -> snubbed;
        case STALLED -> stalled;
        case BREACHED -> breached;
      };
    }
  }

  /**
   * Where τ in [0, 1] moves after {@code signal}; a value between two levels is split between them
   * by the compiler.
   */
  double after(Signal signal, double trust);
}
