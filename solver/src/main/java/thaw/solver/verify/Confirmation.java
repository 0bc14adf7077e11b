package thaw.solver.verify;

import java.util.List;

/**
 * What an independent check of a certificate found.
 *
 * @param problems what does not hold, empty if everything does
 * @param findings what was computed on the way, one line each, for the reader
 */
public record Confirmation(List<String> problems, List<String> findings) {
  public Confirmation {
    problems = List.copyOf(problems);
    findings = List.copyOf(findings);
  }

  /** Whether everything that was claimed holds. */
  public boolean confirmed() {
    return problems.isEmpty();
  }
}
