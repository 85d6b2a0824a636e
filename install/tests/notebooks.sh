#!/usr/bin/env bash
# Notebooks with few rows, and the complaints about notebooks that were run.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"
. "$INSTALL/parts/jupyter.sh"
. "$INSTALL/parts/notebooks.sh"
NOTEBOOK=$SANDBOX/sample.ipynb

# Usage: rows_of SOURCE-LINE; the line after few_rows
rows_of() {
  printf '%s\n' "$1" >"$NOTEBOOK"
  few_rows "$NOTEBOOK"
  cat "$NOTEBOOK"
}

echo "Few rows"
try rows_of '"Table generated = generateDataset(task, 8000);\n",'
expect "takes few rows" 0 '"Table generated = generateDataset(task, 400);\n",'
try rows_of '"Table generated = generateDataset(task, 40_000, GenerationOptions.defaults().budgetUsd(5));\n",'
expect "leaves the options of a call" 0 'generateDataset(task, 400, GenerationOptions.defaults().budgetUsd(5));'
try rows_of '"split(List.of(generated), SplitOptions.defaults().validation(300).test(1_000));\n",'
expect "splits off few rows" 0 '.validation(40).test(60));'
try rows_of '"predict(student, data.test());\n",'
expect "leaves a table of the splits" 0 'predict(student, data.test());'
try rows_of '"Student student = fineTune(task, \"prompt2model/byt5-nano\", data);\n",'
expect "trains from scratch for few epochs" 0 'fineTune(task, \"prompt2model/byt5-nano\", data, TrainingOptions.defaults().epochs(3));\n",'
try rows_of '"Student student = fineTune(task, \"prompt2model/byt5-nano\", data, TrainingOptions.defaults().epochs(12).batchSize(64));\n",'
expect "trains from scratch for few epochs whatever the options" 0 'data, TrainingOptions.defaults().epochs(3));\n",'
try rows_of '"Student student = fineTune(task, \"prompt2model/minilm-classifier\", data);\n",'
expect "leaves the training of a classifier" 0 '\"prompt2model/minilm-classifier\", data);'
try rows_of '"tune(task, \"prompt2model/byt5-nano\", few, TuningOptions.defaults().trials(2).epochs(6, 8));\n",'
expect "searches over few epochs" 0 'TuningOptions.defaults().trials(2).epochs(1, 2));'

# The notebooks themselves: a call that is written in another way must not bring the minutes back unseen.
mkdir "$SANDBOX/few"
cp "$REPO_ROOT"/notebooks/*.ipynb "$SANDBOX/few"
few_rows "$SANDBOX"/few/*.ipynb
for notebook in "$SANDBOX"/few/*.ipynb; do
  try grep -E '(generateDataset|validation|test)\([^)]*[0-9_]{4}' "$notebook"
  expect "few rows in $(basename "$notebook")" 1
done
try cat "$SANDBOX/few/quickstart.ipynb"
expect "few epochs in quickstart.ipynb" 0 'data, TrainingOptions.defaults().epochs(3))' '.epochs(1, 2)'

# An executed notebook as nbconvert writes it. Usage: executed TABLES CHARTS [OUTPUT-TYPE]
executed() {
  local i
  for ((i = 0; i < $1; i++)); do echo '      "text/html": ["<div><table><caption>rows</caption></table></div>"],'; done
  for ((i = 0; i < $2; i++)); do echo '      "image/svg+xml": ["<svg/>"],'; done
  echo '     "output_type": "'"${3:-display_data}"'"'
}

echo "Progress"
cat >"$SANDBOX/log" <<'LOG'
[NbConvertApp] Executing cell:
fineTune(task, model, data)
[NbConvertApp] msg_type: update_display_data
[NbConvertApp] content: {'data': {'text/plain': 'fineTune: 496 of 3,080 steps · 2 min 00 s left', 'text/html': '<div>fineTune</div>'}}
[NbConvertApp] msg_type: stream
[NbConvertApp] content: {'name': 'stdout', 'text': "'text/plain': 'not this'"}
LOG
try progress_in "$SANDBOX/log"
expect "tells how far the cell is" 0 "fineTune: 496 of 3,080 steps, 2 min 00 s left"
[ "$OUTPUT" = "fineTune: 496 of 3,080 steps, 2 min 00 s left" ] || failed "tells nothing else"
echo "[NbConvertApp] Executing cell:" >>"$SANDBOX/log"
try progress_in "$SANDBOX/log"
expect "forgets the progress of the cell before" 0
[ -z "$OUTPUT" ] || failed "forgets the progress of the cell before"

echo "Complaints"
executed 6 4 >"$NOTEBOOK"
try complaints "$NOTEBOOK" 6 4
expect "says nothing about a notebook that has what it should" 0
[ -z "$OUTPUT" ] || failed "says nothing about a notebook that has what it should"
executed 6 4 error >"$NOTEBOOK"
try complaints "$NOTEBOOK" 6 4
expect "complains about an error" 0 "shows an error"
executed 5 4 >"$NOTEBOOK"
try complaints "$NOTEBOOK" 6 4
expect "complains about too few tables" 0 "shows 5 tables, not 6 or more"
executed 6 0 >"$NOTEBOOK"
try complaints "$NOTEBOOK" 6 4
expect "complains about too few charts" 0 "shows 0 charts, not 4 or more"
printf '   "execution_count": 3,\n' >"$NOTEBOOK"
try has_outputs "$NOTEBOOK"
expect "sees that a cell was run" 0
printf '   "outputs": [\n    {\n' >"$NOTEBOOK"
try has_outputs "$NOTEBOOK"
expect "sees outputs" 0
printf '   "execution_count": null,\n   "outputs": []\n' >"$NOTEBOOK"
try has_outputs "$NOTEBOOK"
expect "sees that there are none" 1
finish
