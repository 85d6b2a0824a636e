# shellcheck shell=bash
# Sourced by the tests: notebooks with few rows, and what is wrong with a notebook that was run.

# The notebooks train for minutes on thousands of rows; a few hundred and a few epochs take the same way.
# Usage: few_rows NOTEBOOK...; changes them.
few_rows() {
  local notebook
  for notebook in "$@"; do
    sed -E -e 's/(generateDataset\(task, )[0-9_]+/\1400/g' -e 's/\.validation\([0-9_]+\)/.validation(40)/g' -e 's/\.test\([0-9_]+\)/.test(60)/g' \
      -e 's/(fineTune\(task, \\"prompt2model\/byt5-nano\\", [a-z]+)[^;]*;/\1, TrainingOptions.defaults().epochs(3));/g' \
      -e 's/(TuningOptions.*\.epochs\()[^)]*\)/\11, 2)/g' "$notebook" >"$notebook.few"
    mv "$notebook.few" "$notebook"
  done
}

# Says what a notebook that was run lacks, one complaint a line. Usage: complaints NOTEBOOK [TABLES CHARTS]
complaints() {
  local tables charts
  if grep -q '"output_type": "error"' "$1"; then echo "shows an error"; fi
  tables=$(grep -o '<table' "$1" | wc -l)
  charts=$(grep -c '"image/svg+xml":' "$1" || true)
  if [ "$tables" -lt "${2:-0}" ]; then echo "shows $((tables)) tables, not $2 or more"; fi
  if [ "$charts" -lt "${3:-0}" ]; then echo "shows $((charts)) charts, not $3 or more"; fi
}

# A notebook is committed without outputs.
has_outputs() {
  grep -qE '"execution_count": *[0-9]' "$1" || grep -E '"outputs": *\[' "$1" | grep -qvE '\[ *\]'
}
