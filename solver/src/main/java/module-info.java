/** Equilibria, freeze conditions and trust models, with certificates and what checks them. */
module thaw.solver {
  requires static org.jspecify;
  requires transitive thaw.model;
  requires ojalgo;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.simple;
  requires org.apache.commons.statistics.distribution;

  exports thaw.solver.certificate;
  exports thaw.solver.design;
  exports thaw.solver.freeze;
  exports thaw.solver.markov;
  exports thaw.solver.monitoring;
  exports thaw.solver.nash;
  exports thaw.solver.simulate;
  exports thaw.solver.spe;
  exports thaw.solver.transfers;
  exports thaw.solver.trust;
  exports thaw.solver.verify;
}
