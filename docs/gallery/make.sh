#!/bin/sh
# Makes docs/gallery anew: runs the command behind each figure, then draws the figure for the page
# from what is stored. Takes some minutes. Usage: docs/gallery/make.sh [FOLDER FOR THE RUNS]
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

page="$here/README.md"
cat > "$page" <<'HEAD'
# Gallery

Every figure is written as PDF, SVG and PNG, with its data as CSV and, as JSON, its caption, alternative text and the
specification from which `thaw figure` draws it again at another width, in grey or as TikZ, without solving.
This page is made by `docs/gallery/make.sh`; for each figure the first command solves, the second draws.

| figure | commands |
|---|---|
HEAD

# run FOLDER COMMAND...: runs a command once; its folder is kept if it is there already
run() {
  folder=$1
  shift
  made="thaw $* -o $folder"
  if [ ! -d "$work/$folder" ]; then
    status=0
    $thaw "$@" -o "$work/$folder" > /dev/null || status=$?
    # 5: not everything is decided, which is a result too
    [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || exit "$status"
  fi
}

# figure NAME ALT TEXT [PICTURE] [FLAGS...]: draws a figure of the last run
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
  printf '| ![%s](%s.png) | `%s`<br>`thaw figure %s %s%s` |\n' \
    "$alt" "$picture" "$made" "$folder" "$name" "${flags:+ $flags}" >> "$page"
}

run package run examples/us-dprk/package.json
figure roadmap-lattice "Enforceable steps and freeze traps by trust" roadmap-lattice
figure roadmap "Steps of both sides, phase by phase" roadmap
figure levers "Distance of each parameter to the value that changes the verdict" levers --preset single
figure comparative-statics-patience "Equilibrium payoffs by patience" comparative-statics-patience
figure comparative-statics-trust "Equilibrium payoffs by initial trust, in grey" comparative-statics-trust --grey
figure sequencing "Sequences of the same steps by patience and trust" sequencing
figure paths "Trust, progress and outcomes over time" paths

run dilemma solve examples/classics/prisoners-dilemma.json --concept spe
figure payoff-set "Equilibrium payoffs of the repeated prisoner's dilemma" dilemma-payoff-set

run chicken solve examples/classics/chicken.json --concept qre
figure qre-path "Logit equilibria of chicken as precision grows" qre-path

run regions trust examples/literature/reassurance-regions.json
figure trust-regions "Beliefs that allow co-operation and reassurance" trust-regions

run small trust examples/literature/starting-small-three-phases.json
figure gradual-path "Stakes that grow phase by phase, and trust with them" gradual-path

run repeated trust examples/literature/trust-patience-frontier.json
figure trust-patience "Trust against patience" trust-patience

run base run examples/us-dprk/phased-parallel.json
figure payoff-set "Equilibrium payoffs at the start of the base scenario" payoff-set
