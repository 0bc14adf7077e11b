package thaw.solver.nash;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Components and maximal Nash subsets of a list of extreme equilibria (Winkels 1979; Jansen 1981;
 * Avis, Rosenberg, Savani and von Stengel 2010, section 5): in the bipartite graph of x-vertices
 * and y-vertices whose edges are the extreme equilibria, connected components and maximal complete
 * bipartite subgraphs. Two maximal Nash subsets are products of faces, so that where they meet they
 * share a pair of vertices: components of the graph are those of the set of equilibria.
 */
final class MaximalNashSubsets {
  private final int[] first;
  private final int[] second;
  private final int mostSubsets;
  private final List<BitSet> neighboursOfFirst = new ArrayList<>();
  private final List<BitSet> neighboursOfSecond = new ArrayList<>();
  private final Map<Long, Integer> edges = new HashMap<>();
  private final List<List<Integer>> subsets = new ArrayList<>();
  private boolean complete = true;

  /**
   * @param first per equilibrium the number of its x-vertex
   * @param second per equilibrium the number of its y-vertex
   * @param mostSubsets where to stop
   */
  MaximalNashSubsets(int[] first, int[] second, int mostSubsets) {
    this.first = first.clone();
    this.second = second.clone();
    this.mostSubsets = mostSubsets;
    for (int k = 0; k < first.length; k++) {
      connect(neighboursOfFirst, first[k], second[k]);
      connect(neighboursOfSecond, second[k], first[k]);
      edges.put(edge(first[k], second[k]), k);
    }
    for (BitSet component : componentsOfSecond()) {
      BitSet all = new BitSet();
      component.stream().forEach(q -> all.or(neighboursOfSecond.get(q)));
      BitSet common = common(all, neighboursOfFirst);
      if (!common.isEmpty()) {
        record(all, common);
      }
      extend(all, common, component, -1);
    }
    subsets.sort(
        (a, b) -> {
          int k = 0;
          while (k < a.size() && k < b.size() && a.get(k).equals(b.get(k))) {
            k++;
          }
          return k < a.size() && k < b.size()
              ? Integer.compare(a.get(k), b.get(k))
              : Integer.compare(a.size(), b.size());
        });
  }

  private static long edge(int p, int q) {
    return (long) p << Integer.SIZE | q;
  }

  private static void connect(List<BitSet> neighbours, int from, int to) {
    while (neighbours.size() <= from) {
      neighbours.add(new BitSet());
    }
    neighbours.get(from).set(to);
  }

  /** Per component its y-vertices. */
  private List<BitSet> componentsOfSecond() {
    List<BitSet> components = new ArrayList<>();
    int[] component = components();
    for (int k = 0; k < component.length; k++) {
      while (components.size() <= component[k]) {
        components.add(new BitSet());
      }
      components.get(component[k]).set(second[k]);
    }
    return components;
  }

  /** Per equilibrium the number of its component, in the order of their first members. */
  int[] components() {
    int[] ofFirst = new int[neighboursOfFirst.size()];
    java.util.Arrays.fill(ofFirst, -1);
    int[] component = new int[first.length];
    BitSet seen = new BitSet();
    BitSet done = new BitSet();
    int count = 0;
    for (int k = 0; k < first.length; k++) {
      if (ofFirst[first[k]] < 0) {
        BitSet open = new BitSet();
        open.set(first[k]);
        for (int p = first[k]; p >= 0; p = open.nextSetBit(0)) {
          open.clear(p);
          done.set(p);
          ofFirst[p] = count;
          BitSet fresh = (BitSet) neighboursOfFirst.get(p).clone();
          fresh.andNot(seen);
          seen.or(fresh);
          for (int q = fresh.nextSetBit(0); q >= 0; q = fresh.nextSetBit(q + 1)) {
            open.or(neighboursOfSecond.get(q));
          }
          open.andNot(done);
        }
        count++;
      }
      component[k] = ofFirst[first[k]];
    }
    return component;
  }

  /** Lists of equilibria, each in ascending order, in lexicographic order. */
  List<List<Integer>> subsets() {
    return subsets;
  }

  /** Whether these are all of them. */
  boolean complete() {
    return complete;
  }

  /** What all members have in common. */
  private static BitSet common(BitSet members, List<BitSet> neighbours) {
    int some = members.nextSetBit(0);
    BitSet common = (BitSet) neighbours.get(some).clone();
    for (int p = members.nextSetBit(some + 1); p >= 0; p = members.nextSetBit(p + 1)) {
      common.and(neighbours.get(p));
    }
    return common;
  }

  /**
   * All maximal subgraphs whose y-side extends {@code shared} by vertices after {@code last}, each
   * once: the extension must add no vertex before the one it was made with (Kuznetsov 1993,
   * close-by-one).
   */
  private void extend(BitSet members, BitSet shared, BitSet candidates, int last) {
    for (int q = candidates.nextSetBit(last + 1); q >= 0; q = candidates.nextSetBit(q + 1)) {
      if (shared.get(q)) {
        continue;
      }
      BitSet fewer = (BitSet) members.clone();
      fewer.and(neighboursOfSecond.get(q));
      if (fewer.isEmpty()) {
        continue;
      }
      BitSet more = common(fewer, neighboursOfFirst);
      BitSet added = (BitSet) more.clone();
      added.andNot(shared);
      if (added.nextSetBit(0) < q) {
        continue;
      }
      if (!record(fewer, more)) {
        return;
      }
      extend(fewer, more, candidates, q);
    }
  }

  /** False if there are too many. */
  private boolean record(BitSet members, BitSet shared) {
    if (subsets.size() >= mostSubsets) {
      complete = false;
      return false;
    }
    List<Integer> subset = new ArrayList<>();
    for (int p : members.stream().toArray()) {
      for (int q : shared.stream().toArray()) {
        Integer k = edges.get(edge(p, q));
        if (k != null) {
          subset.add(k);
        }
      }
    }
    subset.sort(Integer::compare);
    subsets.add(List.copyOf(subset));
    return true;
  }
}
