package thaw.solver.design;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import thaw.model.Design.Criterion;

/**
 * Roadmaps by the least value of a parameter at which they are sustainable.
 *
 * <p>The critical value of a roadmap lies in its bracket if the verdict changes once in the
 * interval searched; {@code checked} says at which values below the best that was not assumed.
 *
 * @param criterion what varies
 * @param values the values at which verdicts were sought, increasing
 * @param brackets what is known about each roadmap, in their order
 * @param best roadmaps with the least value found to be sustainable, in their order: ties, at that
 *     width of brackets
 * @param open roadmaps not known to be sustainable there, but not certainly frozen either
 * @param checked numbers of the values below the best at which every roadmap was tried
 * @param undecided how many of those trials were undecided
 * @param reversals roadmaps found frozen above a value at which they are sustainable
 * @param compared pairs of values, neighbouring among those tried, over all roadmaps
 */
public record Ranking(
    Criterion criterion,
    List<Double> values,
    List<Bracket> brackets,
    List<Integer> best,
    List<Integer> open,
    List<Integer> checked,
    long undecided,
    List<Integer> reversals,
    long compared) {
  public Ranking {
    values = List.copyOf(values);
    brackets = List.copyOf(brackets);
    best = List.copyOf(best);
    open = List.copyOf(open);
    checked = List.copyOf(checked);
    reversals = List.copyOf(reversals);
  }

  /** The greatest value below the change at which a roadmap is certainly frozen; empty if none. */
  public OptionalDouble frozenAt(int plan) {
    int number = brackets.get(plan).frozen();
    return number < 0 ? OptionalDouble.empty() : OptionalDouble.of(values.get(number));
  }

  /** The least value at which a roadmap was shown to be sustainable; empty if none. */
  public OptionalDouble sustainableAt(int plan) {
    OptionalInt number = brackets.get(plan).sustainable();
    return number.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.get(number.getAsInt()));
  }

  /** Roadmaps known to be sustainable somewhere, by that value, then by number. */
  public List<Integer> ranked() {
    return IntStream.range(0, brackets.size())
        .boxed()
        .filter(plan -> brackets.get(plan).sustainable().isPresent())
        .sorted(
            Comparator.<Integer>comparingInt(plan -> brackets.get(plan).sustainable().orElseThrow())
                .thenComparingInt(plan -> brackets.get(plan).frozen())
                .thenComparingInt(plan -> plan))
        .toList();
  }

  /** How many roadmaps certainly rank behind {@code plan}'s bracket. */
  public long certainlyBehind(int plan) {
    OptionalInt at = brackets.get(plan).sustainable();
    return at.isEmpty() ? 0 : brackets.stream().filter(b -> b.frozen() >= at.getAsInt()).count();
  }

  /** How many roadmaps certainly rank before {@code plan}'s bracket. */
  public long certainlyBefore(int plan) {
    int frozen = brackets.get(plan).frozen();
    return brackets.stream()
        .filter(b -> b.sustainable().isPresent() && b.sustainable().getAsInt() <= frozen)
        .count();
  }
}
