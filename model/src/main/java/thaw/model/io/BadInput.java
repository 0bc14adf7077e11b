package thaw.model.io;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input that cannot be used, with all that is wrong with it; the message has a line for each.
 */
public final class BadInput extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public BadInput(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One or more, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
