/** A program of its own that draws. */
module drawing {
  requires thaw.charts;
}
