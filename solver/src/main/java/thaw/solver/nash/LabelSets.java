package thaw.solver.nash;

import java.util.Arrays;

/**
 * A set of label sets: bit sets of one width, kept in the order in which they came, found again by
 * hashing with open addressing. Kernel: no objects per element.
 */
final class LabelSets {
  private static final int FIRST_SLOTS = 64;

  private final int words;
  private long[] elements;
  private int[] slots = new int[FIRST_SLOTS];
  private int size;

  /** Sets of labels 0 to {@code labels} − 1. */
  LabelSets(int labels) {
    words = wordsFor(labels);
    elements = new long[words * FIRST_SLOTS / 2];
  }

  /** How many words a set of so many labels takes. */
  static int wordsFor(int labels) {
    return (labels + Long.SIZE - 1) / Long.SIZE;
  }

  static void flip(long[] set, int label) {
    set[label / Long.SIZE] ^= 1L << label;
  }

  static void add(long[] set, int label) {
    set[label / Long.SIZE] |= 1L << label;
  }

  static boolean has(long[] set, int label) {
    return (set[label / Long.SIZE] & (1L << label)) != 0;
  }

  int size() {
    return size;
  }

  /** Copies the element of that number, from 0, into {@code set}. */
  void get(int index, long[] set) {
    System.arraycopy(elements, index * words, set, 0, words);
  }

  /** A copy of the element of that number. */
  long[] get(int index) {
    return Arrays.copyOfRange(elements, index * words, (index + 1) * words);
  }

  /** The number of an equal element; −1 if there is none. */
  int find(long[] set) {
    return slots[slot(set)] - 1;
  }

  /** Adds an element; false if it was there. */
  boolean add(long[] set) {
    int slot = slot(set);
    if (slots[slot] != 0) {
      return false;
    }
    if ((size + 1) * words > elements.length) {
      elements = Arrays.copyOf(elements, Math.multiplyExact(elements.length, 2));
    }
    System.arraycopy(set, 0, elements, size * words, words);
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(slots.length, 2)];
    long[] set = new long[words];
    for (int k = 0; k < size; k++) {
      get(k, set);
      slots[slot(set)] = k + 1;
    }
  }

  /** Where the element is, or where it would go. */
  private int slot(long[] set) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash = (hash ^ set[w]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0 && !equal(slots[slot] - 1, set)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean equal(int index, long[] set) {
    for (int w = 0; w < words; w++) {
      if (elements[index * words + w] != set[w]) {
        return false;
      }
    }
    return true;
  }
}
