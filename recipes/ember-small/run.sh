#!/usr/bin/env bash
# Ember Small from the units in data/ to a bundle. The same command again goes on where it stopped,
# so it may run in the background over many sittings:
#   nohup nice recipes/ember-small/run.sh >> runs/ember-small.log 2>&1 &
# SIZE=trial runs the same path in minutes. OUT is the folder of all runs, EMBER the tool.
set -euo pipefail

readonly here=$(cd "$(dirname "$0")" && pwd)
readonly root=$(cd "$here/../.." && pwd)
readonly ember=${EMBER:-$root/ember} out=${OUT:-$root/runs/ember-small} size=${SIZE:-full}

case $size in
  full)
    conversations=200000 stories=20000 steps=60000 tuning=8000
    design=(--layers 6 --width 288 --heads 9 --kv-heads 3 --context 512)
    vocabulary=8192
    ;;
  trial)
    conversations=4000 stories=400 steps=200 tuning=60
    design=(--layers 4 --width 128 --heads 4 --kv-heads 2 --context 512)
    vocabulary=4096
    ;;
  *)
    printf 'expected SIZE full or trial but found %s\n' "$size" >&2
    exit 2
    ;;
esac

# 1. Conversations and stories out of patterns; units are held out, not lines. Sums are weighted
#    down as the README of the data says.
if [ ! -f "$out/corpus/statistics.json" ]; then
  "$ember" corpus expand "$here/data" --out "$out/corpus" --seed 1 \
    --conversations "$conversations" --stories "$stories" --held-out 400
fi

# 2. The tokenizer.
if [ ! -f "$out/tokenizer/tokenizer.json" ]; then
  "$ember" tokenizer "$out/corpus/chats.jsonl" "$out/corpus/texts.jsonl" \
    --vocabulary "$vocabulary" --out "$out/tokenizer"
fi

# 3. The next token of everything.
"$ember" pretrain "$out/corpus/chats.jsonl" "$out/corpus/texts.jsonl" \
  --tokenizer "$out/tokenizer" --out "$out/pretrain" "${design[@]}" --seed 1 \
  --held-out 0 --held-out-text "$out/corpus/held_out_chats.jsonl" \
  --held-out-text "$out/corpus/held_out_texts.jsonl" \
  --steps "$steps" --rate 2e-3 --optimizer muon --rows 8 --length 256 --evaluate 500

# 4. What the assistant writes, over rows as long as the window.
"$ember" sft "$out/corpus/chats.jsonl" --from "$out/pretrain" --out "$out/sft" --seed 1 \
  --held-out 0 --held-out-chats "$out/corpus/held_out_chats.jsonl" \
  --steps "$tuning" --rate 5e-4 --rows 4 --length 512 --evaluate 500

# 5. One file for the phone.
"$ember" export "$out/sft" -o "$out/ember-small.ember"
