#!/usr/bin/env bash
# Medical knowledge for a model that was pretrained on general text: pretrain on general Chinese
# chats, tune on questions to doctors with their answers, look at the loss in both domains before
# and after. What the tuned model says is no medical advice.
#   recipes/medical/run.sh GENERAL MEDICAL [OUT]
#     GENERAL  chats or texts to pretrain on (Chinese): .jsonl, .gz or not
#     MEDICAL  questions and answers: {"user": "..", "assistant": ".."} a line, .gz or not
# SIZE=trial takes minutes: TRIAL_LINES of GENERAL behind its first TRIAL_SKIP, and the base of Ember
# Small instead of pretraining. It has read the first 5,000 dialogues of SMILE, none held out; so what
# judges it lies behind those. BASE names any other model to begin with. STEPS and TUNING_STEPS set
# the length, THREADS the threads, EMBER the tool.
set -euo pipefail

readonly root=$(cd "$(dirname "$0")/../.." && pwd)
readonly ember=${EMBER:-$root/ember}
readonly size=${SIZE:-full}
readonly medical=${2:?usage: run.sh GENERAL MEDICAL [OUT]}
case $size in
  full) usual=runs/medical ;;
  *) usual=runs/medical-$size ;;
esac
readonly out=${3:-$usual}
general=$1
base=${BASE:-}
common=()
if [ -n "${THREADS:-}" ]; then
  common+=(--threads "$THREADS")
fi

case $size in
  full)
    steps=${STEPS:-2000} tuning=${TUNING_STEPS:-600} rows=8 rate=1e-3
    ;;
  trial)
    steps=0 tuning=${TUNING_STEPS:-60} rows=4 rate=1e-3
    base=${base:-$root/recipes/ember-small/base}
    mkdir -p "$out"
    # Not head: it would end the unpacking with a broken pipe, which counts as a fault here.
    case $general in
      *.gz) gzip -dc "$general" ;;
      *) cat "$general" ;;
    esac | awk -v skip="${TRIAL_SKIP:-5000}" -v most="${TRIAL_LINES:-500}" \
      'NR > skip && NR <= skip + most' >"$out/general.jsonl"
    if [ ! -s "$out/general.jsonl" ]; then
      echo "run.sh: expected lines behind the first ${TRIAL_SKIP:-5000} of $general; TRIAL_SKIP skips fewer" >&2
      exit 2
    fi
    general=$out/general.jsonl
    ;;
  *)
    echo "run.sh: expected SIZE to be full or trial but found $size" >&2
    exit 2
    ;;
esac

if [ -z "$base" ]; then
  base=$out/base
  if [ ! -f "$out/tokenizer/tokenizer.json" ]; then
    "$ember" tokenizer "$general" "$medical" --vocabulary 6000 --out "$out/tokenizer"
  fi
  "$ember" pretrain "$general" --tokenizer "$out/tokenizer" --out "$base" \
    --layers 6 --width 256 --heads 8 --kv-heads 4 --context 512 \
    --steps "$steps" --rate 2e-3 --rows 8 --length 256 "${common[@]}"
fi

# Tuned on answers alone, and once more with a third of the rows general text, against forgetting.
tune() {
  local name=$1 share=$2
  "$ember" sft "$medical" --from "$base" --out "$out/$name" --mix-text "$general" --mix "$share" \
    --steps "$tuning" --rate "$rate" --rows "$rows" --length 256 "${common[@]}"
}
tune tuned 0
tune tuned-mixed 0.33

for run in tuned tuned-mixed; do
  printf '\n%s\n' "$run"
  cat "$out/$run/training/report.md"
done
