#!/usr/bin/env bash
# Medical knowledge for a model that was pretrained on general text: pretrain on general Chinese
# chats, tune on questions to doctors with their answers, look at the loss in both domains before
# and after. What the tuned model says is no medical advice.
#   recipes/medical/run.sh GENERAL MEDICAL [OUT]
#     GENERAL  chats or texts to pretrain on (Chinese)
#     MEDICAL  questions and answers: {"user": "..", "assistant": ".."} a line, .gz or not
# STEPS and TUNING_STEPS set the length, EMBER the tool.
set -euo pipefail

readonly root=$(cd "$(dirname "$0")/../.." && pwd)
readonly ember=${EMBER:-$root/ember}
readonly general=${1:?GENERAL is missing} medical=${2:?MEDICAL is missing} out=${3:-runs/medical}
readonly steps=${STEPS:-2000} tuning=${TUNING_STEPS:-600}

if [ ! -f "$out/tokenizer/tokenizer.json" ]; then
  "$ember" tokenizer "$general" "$medical" --vocabulary 6000 --out "$out/tokenizer"
fi

"$ember" pretrain "$general" --tokenizer "$out/tokenizer" --out "$out/base" \
  --layers 6 --width 256 --heads 8 --kv-heads 4 --context 512 \
  --steps "$steps" --rate 2e-3 --rows 8 --length 256

# Tuned on answers alone, and once more with a third of the rows general text, against forgetting.
"$ember" sft "$medical" --from "$out/base" --out "$out/tuned" \
  --mix-text "$general" --mix 0 --steps "$tuning" --rate 1e-3 --rows 8 --length 256
"$ember" sft "$medical" --from "$out/base" --out "$out/tuned-mixed" \
  --mix-text "$general" --mix 0.33 --steps "$tuning" --rate 1e-3 --rows 8 --length 256

for run in tuned tuned-mixed; do
  printf '\n%s\n' "$run"
  cat "$out/$run/training/report.md"
done
