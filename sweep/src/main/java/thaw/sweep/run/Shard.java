package thaw.sweep.run;

/**
 * A share of a sweep: the points whose number leaves the remainder index − 1 when divided by count.
 *
 * <p>Every n-th point rather than a contiguous share: evaluation times vary smoothly over most
 * designs, so interleaved shares take about equally long.
 *
 * @param index from 1 to count
 * @param count number of shares, 1 or more
 */
public record Shard(int index, int count) {
  /** Everything. */
  public static final Shard ALL = new Shard(1, 1);

  public Shard {
    if (count < 1 || index < 1 || index > count) {
      throw new IllegalArgumentException(
          "shard " + index + "/" + count + "; allowed: i/n with i from 1 to n");
    }
  }

  /**
   * Reads {@code i/n}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Shard parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "shard " + text + "; allowed: i/n with i from 1 to n, as in 2/8", e);
    }
    throw new IllegalArgumentException(
        "shard " + text + "; allowed: i/n with i from 1 to n, as in 2/8");
  }

  public boolean isAll() {
    return count == 1;
  }

  boolean contains(long point) {
    return point % count == index - 1;
  }

  /** How many of the points 0 … size − 1 belong to it. */
  public long share(long size) {
    return size / count + (size % count >= index ? 1 : 0);
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
