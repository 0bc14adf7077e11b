package thaw.solver.trust;

import java.util.ArrayList;
import java.util.List;

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
}
