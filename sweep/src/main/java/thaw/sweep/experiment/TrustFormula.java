package thaw.sweep.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Setting;
import thaw.model.io.TrustFile;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;
import thaw.solver.trust.TrustModel;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Status;

/** The results of a trust model at every point. */
final class TrustFormula implements Model {
  /** A number, or the entry of a list, that a parameter of the sweep sets. */
  private record Target(int sweptBy, Parameter parameter, OptionalInt entry) {}

  private final TrustModel model;
  private final Document document;
  private final Values base;
  private final List<SweptParameter> parameters;
  private final List<Column> outcomes;

  /** What the parameters set; empty if one of them sets something else than numbers. */
  private final Target[] targets;

  private final boolean direct;

  TrustFormula(TrustBase base, List<SweptParameter> parameters, List<Column> outcomes) {
    model = base.model();
    document = base.document();
    this.base = base.values();
    this.parameters = List.copyOf(parameters);
    this.outcomes = List.copyOf(outcomes);
    Target[] found = new Target[parameters.stream().mapToInt(p -> p.paths().size()).sum()];
    int count = 0;
    for (int k = 0; k < parameters.size(); k++) {
      for (String path : parameters.get(k).paths()) {
        for (Parameter parameter : model.parameters()) {
          OptionalInt entry = entry(path, parameter);
          boolean number =
              parameter.kind() == Parameter.Kind.NUMBER || parameter.kind() == Parameter.Kind.WHOLE;
          boolean whole = number && path.equals(TrustBase.PARAMETERS + parameter.name());
          boolean part = entry.isPresent() && base.values().has(parameter.name());
          if (parameters.get(k).isNumber() && (whole || part)) {
            found[count++] = new Target(k, parameter, entry);
          }
        }
      }
    }
    direct = count == found.length;
    targets = found;
  }

  /** Which entry of a list parameter a path names. */
  private static OptionalInt entry(String path, Parameter parameter) {
    String list = TrustBase.PARAMETERS + parameter.name() + "[";
    if (parameter.kind() != Parameter.Kind.LIST || !path.startsWith(list) || !path.endsWith("]")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(path.substring(list.length(), path.length() - 1)));
  }

  @Override
  public List<Column> outcomes() {
    return outcomes;
  }

  @Override
  public Evaluation evaluate(double[] values, long seed, Clock clock) {
    clock.check();
    Values at;
    try {
      if (direct) {
        for (Target target : targets) {
          Parameter p = target.parameter();
          double value = values[target.sweptBy()];
          boolean whole = p.kind() != Parameter.Kind.WHOLE || value == Math.rint(value);
          if (!(value >= p.low() && value <= p.high() && whole)) {
            return invalid(p.name() + " is " + value + "; allowed: " + p.allowed());
          }
        }
        at = direct(values);
      } else {
        at = parsed(values);
      }
    } catch (BadInput e) {
      return invalid(Refusal.of(e));
    }
    List<Contradiction> contradictions = model.contradictions().apply(at);
    if (!contradictions.isEmpty()) {
      Contradiction first = contradictions.get(0);
      return invalid(first.parameter() + " " + first.what() + "; allowed: " + first.allowed());
    }
    Map<String, Object> results = model.solve(at);
    double[] found = new double[outcomes.size()];
    for (int k = 0; k < found.length; k++) {
      found[k] = number(outcomes.get(k), results);
    }
    return Boolean.FALSE.equals(results.get("converged"))
        ? new Evaluation(Status.UNDECIDED, "not converged", found)
        : new Evaluation(Status.OK, "", found);
  }

  private Values direct(double[] values) {
    Map<String, Object> map = new HashMap<>(base.byName());
    for (Target target : targets) {
      String name = target.parameter().name();
      double value = values[target.sweptBy()];
      if (target.entry().isPresent() && map.get(name) instanceof double[] list) {
        double[] changed = list.clone();
        changed[target.entry().getAsInt()] = value;
        map.put(name, changed);
      } else {
        map.put(name, value);
      }
    }
    return new Values(map);
  }

  private Values parsed(double[] values) throws BadInput {
    List<Setting> settings = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      settings.addAll(parameters.get(k).settingsAt(values[k]));
    }
    return TrustFile.read(
            document.with(settings), List.of(Map.entry(model.name(), model.parameters())))
        .values();
  }

  private static double number(Column column, Map<String, Object> results) {
    String name = column.name();
    if (name.endsWith("]")) {
      int open = name.lastIndexOf('[');
      int entry = Integer.parseInt(name.substring(open + 1, name.length() - 1));
      return results.get(name.substring(0, open)) instanceof double[] list && entry < list.length
          ? list[entry]
          : Double.NaN;
    }
    Object value = results.get(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    int code = value instanceof String text ? column.categories().indexOf(text) : -1;
    return code < 0 ? Double.NaN : code;
  }

  private Evaluation invalid(String message) {
    double[] none = new double[outcomes.size()];
    Arrays.fill(none, Double.NaN);
    return new Evaluation(Status.INVALID, message, none);
  }
}
