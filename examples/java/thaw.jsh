// jshell --class-path cli/target/thaw.jar examples/java/thaw.jsh
import java.nio.file.Path
import thaw.charts.*
import thaw.model.*
import thaw.model.game.*
import thaw.model.io.*
import thaw.solver.freeze.*
import thaw.solver.nash.*
import thaw.solver.spe.*

/** The game in a file. */
Game game(String file) throws Exception { return GameFile.read(Path.of(file), List.of()); }

/** A scenario as the exchange that the solvers read. */
PhasedExchange exchange(String file) throws Exception {
  return PhasedExchange.compile(ScenarioFile.read(Path.of(file), List.of()));
}

var dilemma = game("examples/classics/prisoners-dilemma.json")
System.out.println("equilibria of one play: " + BimatrixNash.withDefaults().solve(dilemma.state(0)).equilibria().size())
System.out.println("try: FreezeAnalysis.withDefaults().analyse(exchange(\"examples/us-dprk/package.json\")).verdict()")
