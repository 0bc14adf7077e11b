/** A program of its own that solves a game and reads a scenario. */
module solving {
  requires thaw.solver;
}
