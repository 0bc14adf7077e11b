#!/bin/sh
# Makes docs/gallery anew: runs the command behind each figure, then draws the figure for the page
# from what is stored. Takes about four minutes on two cores; runs that are in the folder already are
# kept. Usage: docs/gallery/make.sh [FOLDER FOR THE RUNS]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
if [ $# -gt 0 ]; then
  mkdir -p "$1"
  work=$(CDPATH='' cd -- "$1" && pwd)
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
cd "$root"
thaw=${THAW:-./thaw}

page="$work/README.md" # moved to its place when it is whole
cat > "$page" <<'HEAD'
# Gallery

Every figure is written as PDF, SVG and PNG, with its data as CSV and, as JSON, its caption, alternative text and the
specification from which `thaw figure` draws it again at another width, in grey or as TikZ, without solving.
This page is made by `docs/gallery/make.sh`; for each figure the last command draws, those before it solve.

| figure | commands |
|---|---|
HEAD

# attempt COMMAND...: 3 (points that failed) and 5 (not everything is decided) are results too
attempt() {
  status=0
  $thaw "$@" > /dev/null || status=$?
  case $status in
    0 | 3 | 5) ;;
    *) exit "$status" ;;
  esac
}

# run FOLDER COMMAND...: runs a command once; its folder is kept if it is there already
run() {
  folder=$1
  shift
  made="\`thaw $* -o $folder\`"
  [ -d "$work/$folder" ] || attempt "$@" -o "$work/$folder"
}

# sweep FOLDER EXPERIMENT KIND FLAGS...: runs an experiment, or the rest of it, and analyses it once
sweep() {
  folder=$1
  experiment=$2
  shift 2
  made="\`thaw sweep $experiment -o $folder\`<br>\`thaw analyse $folder $*\`"
  attempt sweep "$experiment" -o "$work/$folder"
  [ -d "$work/$folder/analysis" ] || attempt analyse "$work/$folder" "$@"
  set -- "$work/$folder"/analysis/*
  folder=$folder/analysis/${1##*/}
}

# figure NAME ALT PICTURE [FLAGS...]: draws a figure of the last run
figure() {
  name=$1
  alt=$2
  picture=$3
  shift 3
  draft=$(mktemp -d "$work/draft-XXXXXX")
  $thaw figure "$work/$folder" "$name" "$@" --format png --dpi 150 -o "$draft" > /dev/null
  mv "$draft/$name.png" "$here/$picture.png"
  rm -r "$draft"
  flags=$*
  printf '| ![%s](%s.png) | %s<br>`thaw figure %s %s%s` |\n' \
    "$alt" "$picture" "$made" "$folder" "$name" "${flags:+ $flags}" >> "$page"
}

run base run examples/us-dprk/phased-parallel.json
figure payoff-set "Equilibrium payoffs at the start of the base scenario" payoff-set
figure roadmap-lattice "Enforceable steps and freeze traps by trust" roadmap-lattice
figure paths "Trust, progress and outcomes over time" paths

run package run examples/us-dprk/package.json
figure payoff-set-by-trust "Equilibrium payoffs by initial trust, one outline each" payoff-set-by-trust
figure roadmap "Steps of both sides, phase by phase" roadmap
figure levers "Distance of each parameter to the value that changes the verdict" levers --preset single
figure comparative-statics-patience "Equilibrium payoffs by patience" comparative-statics-patience
figure comparative-statics-trust "Equilibrium payoffs by initial trust, in grey" comparative-statics-trust --grey
figure sequencing "Sequences of the same steps by patience and trust" sequencing

run design design examples/us-dprk/design.json
figure roadmaps-by-patience "Roadmaps ranked by the patience that they need" roadmaps-by-patience

sweep critical examples/us-dprk/sweeps/critical-patience.json regions
figure equilibrium-regions "Where settlement is sustainable, by verification and patience" equilibrium-regions
figure critical-frontier "Critical patience against verification" critical-frontier

sweep map examples/us-dprk/sweeps/sequencing-map.json regions
figure region-facets "Where settlement is sustainable, phased and all at once" region-facets --preset text

sweep indices examples/us-dprk/sweeps/sobol-all-at-once.json sobol --class frozen
figure sobol-verdict-frozen "Sobol indices of the frozen verdict" sobol

sweep screening examples/us-dprk/sweeps/morris.json morris --class frozen --drop-incomplete
figure morris-verdict-frozen "Elementary effects on the frozen verdict" morris

sweep boxes examples/us-dprk/sweeps/boxes-all-at-once.json prim --boxes 1
figure prim "Conditions under which the exchange freezes" prim
figure prim-trajectory "Coverage and density while the box is peeled" prim-trajectory

run dilemma solve examples/classics/prisoners-dilemma.json --concept spe
figure payoff-set "Equilibrium payoffs of the repeated prisoner's dilemma" dilemma-payoff-set

run chicken solve examples/classics/chicken.json --concept qre
figure qre-path "Logit equilibria of chicken as precision grows" qre-path

run regions trust examples/literature/reassurance-regions.json
figure trust-regions "Beliefs that allow co-operation and reassurance" trust-regions

run small trust examples/literature/starting-small-three-phases.json
figure gradual-path "Stakes that grow phase by phase, and trust with them" gradual-path

run repeated trust examples/literature/trust-patience-asymmetric.json
figure trust-patience "Trust against patience of two sides" trust-patience

run separating trust examples/literature/kentucky-us-nk-bayesian-game.json
figure separating-belief "What a sincere type gains and forgoes by revealing itself" separating-belief

run two-state solve examples/literature/games/two-state-dilemma.json --concept spe
figure payoff-set "Equilibrium payoffs of the two-state dilemma, state by state" two-state-dilemma

run cournot solve examples/classics/cournot.json --concept spe
figure payoff-set "Equilibrium payoffs of Abreu's duopoly" cournot-payoff-set

mv "$page" "$here/README.md"
