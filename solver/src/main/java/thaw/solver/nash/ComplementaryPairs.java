package thaw.solver.nash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The pairs of vertices of two best-response polytopes that have every label between them: the
 * extreme equilibria (Mangasarian 1964; Winkels 1979).
 *
 * <p>A vertex with just the labels it needs has one possible partner of the same kind, found by
 * hashing. The others ask for all sets that include a given one: the candidates are sorted, and
 * ranges of them are split label by label, only the half with the label followed where it is
 * needed.
 */
final class ComplementaryPairs {
  /** A vertex of the first polytope and one of the second, by their labels. */
  record Pair(long[] first, long[] second) {}

  /** Ranges of candidates up to this size are looked through. */
  private static final int FEW = 8;

  private final int labels;
  private final int words;
  private final List<Pair> found = new ArrayList<>();

  private ComplementaryPairs(int labels) {
    this.labels = labels;
    words = LabelSets.wordsFor(labels);
  }

  /** All pairs; the vertices 0, which are no strategies, are left out. */
  static List<Pair> of(
      BestResponsePolytope first,
      PolytopeVertices.Found ofFirst,
      BestResponsePolytope second,
      PolytopeVertices.Found ofSecond) {
    ComplementaryPairs pairs = new ComplementaryPairs(first.labels());
    long[] firstOrigin = pairs.origin(first);
    long[] secondOrigin = pairs.origin(second);
    long[] own = new long[pairs.words];
    for (int k = 0; k < ofFirst.simple().size(); k++) {
      ofFirst.simple().get(k, own);
      long[] missing = pairs.complement(own);
      if (ofSecond.simple().find(missing) >= 0) {
        pairs.add(own, missing);
      }
    }
    long[][] degenerate = sorted(ofSecond.degenerate());
    long[][] all = degenerate;
    if (ofFirst.degenerate().size() > 0) {
      long[][] simple = sorted(ofSecond.simple());
      all = Arrays.copyOf(degenerate, degenerate.length + simple.length);
      System.arraycopy(simple, 0, all, degenerate.length, simple.length);
      Arrays.sort(all, UNSIGNED);
    }
    for (LabelSets set : List.of(ofFirst.simple(), ofFirst.degenerate())) {
      long[][] candidates = set == ofFirst.simple() ? degenerate : all;
      for (int k = 0; k < set.size() && candidates.length > 0; k++) {
        set.get(k, own);
        pairs.search(own, pairs.complement(own), candidates, 0, candidates.length, 0);
      }
    }
    return pairs.found.stream()
        .filter(
            pair ->
                !Arrays.equals(pair.first(), firstOrigin)
                    && !Arrays.equals(pair.second(), secondOrigin))
        .toList();
  }

  private static final Comparator<long[]> UNSIGNED = Arrays::compareUnsigned;

  private static long[][] sorted(LabelSets sets) {
    long[][] all = new long[sets.size()][];
    for (int k = 0; k < all.length; k++) {
      all[k] = sets.get(k);
    }
    Arrays.sort(all, UNSIGNED);
    return all;
  }

  private long[] origin(BestResponsePolytope polytope) {
    long[] origin = new long[words];
    for (int c = 0; c < polytope.variables(); c++) {
      LabelSets.add(origin, polytope.label(c));
    }
    return origin;
  }

  private long[] complement(long[] set) {
    long[] rest = new long[words];
    for (int w = 0; w < words; w++) {
      int here = Math.min(Long.SIZE, labels - w * Long.SIZE);
      rest[w] = ~set[w] & (here == Long.SIZE ? -1 : (1L << here) - 1);
    }
    return rest;
  }

  private void add(long[] first, long[] second) {
    found.add(new Pair(first.clone(), second.clone()));
  }

  /** Candidates from {@code low} to {@code high} agree in the first {@code bit} bits. */
  private void search(long[] own, long[] needed, long[][] candidates, int low, int high, int bit) {
    int at = bit;
    while (high - low > FEW) {
      int word = at / Long.SIZE;
      long mask = Long.MIN_VALUE >>> at;
      int split = low;
      int above = high;
      while (split < above) {
        int middle = (split + above) >>> 1;
        if ((candidates[middle][word] & mask) != 0) {
          above = middle;
        } else {
          split = middle + 1;
        }
      }
      at++;
      if ((needed[word] & mask) == 0 && low < split) {
        search(own, needed, candidates, low, split, at);
      }
      low = split;
    }
    for (int k = low; k < high; k++) {
      boolean includes = true;
      for (int w = 0; w < words && includes; w++) {
        includes = (needed[w] & ~candidates[k][w]) == 0;
      }
      if (includes) {
        add(own, candidates[k]);
      }
    }
  }
}
