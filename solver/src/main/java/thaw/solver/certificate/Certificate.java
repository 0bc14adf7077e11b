package thaw.solver.certificate;

/** What a verdict rests on: enough for somebody else to check it without trusting the solver. */
public sealed interface Certificate permits SettlementCertificate, FrozenCertificate {}
