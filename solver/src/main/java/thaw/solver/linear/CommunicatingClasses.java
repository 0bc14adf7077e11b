package thaw.solver.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Transition;

/** The communicating classes of a Markov chain cut to some states (Tarjan 1972). */
public final class CommunicatingClasses {
  private final Transition[] rows;
  private final int[] number;
  private final int[] low;
  private final boolean[] onStack;
  private final boolean[] inside;
  private final int[] stack;
  private final int[] path;
  private final int[] edge;
  private final List<int[]> classes = new ArrayList<>();
  private int numbered;
  private int stacked;

  private CommunicatingClasses(Transition[] rows, int[] states) {
    this.rows = rows;
    number = new int[rows.length];
    low = new int[rows.length];
    onStack = new boolean[rows.length];
    inside = new boolean[rows.length];
    stack = new int[states.length];
    path = new int[states.length];
    edge = new int[rows.length];
    for (int s : states) {
      inside[s] = true;
    }
    for (int s : states) {
      if (number[s] == 0) {
        visit(s);
      }
    }
  }

  /** The classes, each in increasing order; a class comes after all that it leads to. */
  public static List<int[]> of(Transition[] rows, int[] states) {
    return new CommunicatingClasses(rows, states).classes;
  }

  private void visit(int root) {
    int depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      int s = path[depth];
      if (edge[s] < rows[s].size()) {
        int next = rows[s].successor(edge[s]++);
        if (!inside[next]) {
          continue;
        }
        if (number[next] == 0) {
          path[++depth] = next;
          enter(next);
        } else if (onStack[next]) {
          low[s] = Math.min(low[s], number[next]);
        }
      } else {
        if (low[s] == number[s]) {
          close(s);
        }
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[s]);
        }
      }
    }
  }

  private void enter(int s) {
    number[s] = ++numbered;
    low[s] = number[s];
    stack[stacked++] = s;
    onStack[s] = true;
  }

  private void close(int root) {
    int from = stacked;
    do {
      from--;
      onStack[stack[from]] = false;
    } while (stack[from] != root);
    int[] members = Arrays.copyOfRange(stack, from, stacked);
    Arrays.sort(members);
    classes.add(members);
    stacked = from;
  }
}
