package thaw.solver.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The catalogue of trust models. */
public final class TrustModels {
  private TrustModels() {}

  /** All of them; variants of one name differ in their parameters. */
  public static List<TrustModel> all() {
    List<TrustModel> all = new ArrayList<>();
    all.addAll(Dilemmas.all());
    all.addAll(Reassurance.all());
    all.addAll(Gradualism.all());
    all.addAll(StartingSmallModels.all());
    all.addAll(Monitoring.all());
    all.addAll(Conflict.all());
    all.addAll(StatusQuo.all());
    all.addAll(PayoffSetModels.all());
    return List.copyOf(all);
  }

  /** What results that are texts can be, by the names of the results. */
  public static Map<String, List<String>> texts() {
    return Map.of(
        "region",
        Arrays.stream(TwoStage.Region.values()).map(TwoStage.Region::words).toList(),
        "wins",
        StartingSmallModels.WINNERS);
  }
}
