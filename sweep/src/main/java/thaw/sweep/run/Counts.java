package thaw.sweep.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import thaw.sweep.Status;

/**
 * How many points ended how.
 *
 * @param byStatus every status with its number of points
 */
public record Counts(Map<Status, Long> byStatus) {
  /** Nothing finished. */
  public static final Counts NONE = new Counts(Map.of());

  public Counts {
    Map<Status, Long> all = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      all.put(status, byStatus.getOrDefault(status, 0L));
    }
    byStatus = Collections.unmodifiableMap(all);
  }

  /** Finished points, failed ones among them. */
  public long done() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Points with a status that is neither ok nor undecided. */
  public long failed() {
    return of(Status.TIMEOUT) + of(Status.INVALID) + of(Status.ERROR);
  }

  public long of(Status status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** Whether a status counts as failed. */
  public static boolean failed(Status status) {
    return status != Status.OK && status != Status.UNDECIDED;
  }

  Counts plus(Counts other) {
    Map<Status, Long> sum = new EnumMap<>(byStatus);
    other.byStatus.forEach((status, count) -> sum.merge(status, count, Long::sum));
    return new Counts(sum);
  }
}
