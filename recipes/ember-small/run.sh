#!/usr/bin/env bash
# Ember Small from the units in data/, and public texts for breadth, to its bundles. The same command
# again goes on where it stopped, so it may run in the background over many sittings:
#   nohup nice recipes/ember-small/run.sh >> runs/ember-small.log 2>&1 &
# SIZE=trial runs the same path in minutes, in a folder of its own. OUT is the folder of all runs,
# EMBER the tool.
# BASE is a pretrained model that tuning begins with (default: base/ beside this file); BASE= begins
# anew, with a tokenizer and pretraining.
# SOURCES is a folder that holds the files of sources.json, for who begins anew (default:
# ../shared/data beside the repository, if it is there); SOURCES= goes without them.
# DRAW=wide tunes on the units that were written after what ships, too: docs/EXPERIMENTS.md says why
# what ships is still of DRAW=first; the other one wants another OUT.
# PREFERENCE=rlhf tunes on preferences by PPO instead of dpo. SHIP=preference ships
# what came out of that instead of sft: whichever the evaluation at the end prefers.
set -euo pipefail

readonly here=$(cd "$(dirname "$0")" && pwd)
readonly root=$(cd "$here/../.." && pwd)
readonly ember=${EMBER:-$root/ember} size=${SIZE:-full}
case $size in
  full) usual=ember-small ;;
  *) usual=ember-small-$size ;;
esac
readonly out=${OUT:-$root/runs/$usual}
base=${BASE-$here/base}
readonly preference=${PREFERENCE:-dpo} ship=${SHIP:-sft} draw=${DRAW:-first}

case $size in
  full)
    conversations=120000 stories=20000 narrow=210000 steps=60000 tuning=6000
    pairs=6000 every=1 judging=800 preferring=500 asked=200 words=160
    design=(--layers 6 --width 288 --heads 9 --kv-heads 3 --context 512)
    vocabulary=8192
    ;;
  trial)
    conversations=4000 stories=400 narrow=4000 steps=200 tuning=60
    pairs=150 every=10 judging=20 preferring=10 asked=6 words=24
    design=(--layers 4 --width 128 --heads 4 --kv-heads 2 --context 512)
    vocabulary=4096
    base= # of another design
    ;;
  *)
    printf 'expected SIZE full or trial but found %s\n' "$size" >&2
    exit 2
    ;;
esac

# 0. Public texts for breadth, held to the hashes in sources.json; OUT/sources/SOURCES.md is their
#    card. A run that began with them goes on with them. A base has read them already.
readonly sources=$out/sources
from=${SOURCES-$root/../shared/data}
if [ -z "${SOURCES+named}" ] && [ ! -d "$from" ]; then from=; fi
if [ -z "$base" ] && [ -n "$from" ] && [ ! -f "$sources/SOURCES.md" ]; then
  "$ember" corpus gather "$here/sources.json" --from "$from" --out "$sources"
fi
tokenized=("$out/corpus/chats.jsonl" "$out/corpus/texts.jsonl") # what the tokenizer reads
pretrained=("${tokenized[@]}")                                   # what pretraining reads
if [ -f "$sources/SOURCES.md" ]; then
  tokenized+=("$sources/whole" "$sources/tokenizer")
  pretrained+=("$sources/whole" "$sources/pretrain")
elif [ -z "$base" ]; then
  printf 'No public texts (SOURCES names no folder): going on with the units of data/ alone.\n' >&2
fi

# 1. Conversations and stories out of patterns; units are held out, not lines. To begin with, all
#    units, each file by their number; to tune, the narrow set: three quarters of its draws
#    are tables (few questions, many wordings, many values), a tenth asks what was just said, and of
#    the English stories it has those whose names and things are slots (docs/EXPERIMENTS.md).
if [ -z "$base" ] && [ ! -f "$out/corpus/statistics.json" ]; then
  "$ember" corpus expand "$here/data" --out "$out/corpus" --seed 1 \
    --conversations "$conversations" --stories "$stories" --held-out 400
fi
drawn=$draw # what lies there; units/ has a file that only one of them draws from
if [ -f "$out/narrow/statistics.json" ]; then
  if [ -f "$out/units/chats_f.jsonl" ]; then drawn=wide; else drawn=first; fi
fi
if [ "$drawn" != "$draw" ]; then
  printf 'expected DRAW %s, of which %s is, but found %s; name another OUT\n' \
    "$drawn" "$out/narrow" "$draw" >&2
  exit 2
fi
if [ ! -f "$out/narrow/statistics.json" ]; then
  mkdir -p "$out/units"
  cp "$here"/data/*.json* "$out/units"
  rm "$out"/units/stories_[a-ilmnprtuw].jsonl
  case $draw in
  first)
    seed=10
    later=(tables_facts_c tables_home tables_tasks_b tables_zh_world chats_f)
    for file in "${later[@]}"; do rm "$out/units/$file.jsonl"; done
    tables=(facts=1800 words=1800 talk=1600 how=1100 stories=1500 copy=2200)
    tables+=(facts_b=2600 words_b=2600 talk_b=3500 how_b=3200 self=4500 read=3500)
    tables+=(zh_talk=1400 zh_how=600 zh_facts=900 zh_tasks=900 zh_stories=800 zh_copy=1000)
    tables+=(zh_self=2600 zh_more=3600)
    copies=(chats_d=500 chats_e=1800 tasks_d=300 tasks_e=500)
    copies+=(chats_zh_d=300 chats_zh_f=1200 tasks_zh_c=300)
    ;;
  wide)
    seed=12
    tables=(facts=2000 words=2000 talk=1600 how=1100 stories=1700 copy=2200)
    tables+=(facts_b=3000 words_b=2800 talk_b=3500 how_b=2800 self=4000 read=3800)
    tables+=(facts_c=5000 home=4600 tasks_b=5600)
    tables+=(zh_talk=1400 zh_how=600 zh_facts=1100 zh_tasks=1000 zh_stories=800 zh_copy=1000)
    tables+=(zh_self=2600 zh_more=3600 zh_world=4600)
    copies=(chats_d=600 chats_e=2200 chats_f=1800 tasks_d=400 tasks_e=600)
    copies+=(chats_zh_d=300 chats_zh_f=1400 tasks_zh_c=300)
    ;;
  *)
    printf 'expected DRAW first or wide but found %s\n' "$draw" >&2
    exit 2
    ;;
  esac
  weights=("${tables[@]/#/--weight=tables_}" "${copies[@]/#/--weight=}")
  "$ember" corpus expand "$out/units" --out "$out/narrow" --seed "$seed" \
    --conversations "$narrow" --stories 100 --held-out 400 "${weights[@]}"
fi

# 2. The tokenizer; a base brings its own.
if [ -z "$base" ] && [ ! -f "$out/tokenizer/tokenizer.json" ]; then
  "$ember" tokenizer "${tokenized[@]}" --vocabulary "$vocabulary" --out "$out/tokenizer"
fi

# 3. The next token of everything. A base has read this already, and its card says what.
trunk=$base
if [ -z "$trunk" ]; then
  trunk=$out/pretrain
  "$ember" pretrain "${pretrained[@]}" --out "$trunk" --tokenizer "$out/tokenizer" "${design[@]}" \
    --held-out 0 --held-out-text "$out/narrow/held_out_chats.jsonl" \
    --held-out-text "$out/narrow/held_out_texts.jsonl" --seed 1 --steps "$steps" \
    --optimizer muon --rate 5e-4 --matrix-rate 3e-3 --rows 8 --length 256 --evaluate 500
fi

# 4. What the assistant writes, over rows as long as the window, while the rate comes down.
"$ember" sft "$out/narrow/chats.jsonl" --from "$trunk" --out "$out/sft" --seed 1 \
  --held-out 0 --held-out-chats "$out/narrow/held_out_chats.jsonl" --steps "$tuning" \
  --optimizer muon --rate 5e-4 --matrix-rate 3e-3 --rows 4 --length 512 --evaluate 500

# 5. Ranked answers: those in data/, written by hand, and the corpus' own answers against worse ones
#    made by three rules (README.md). What judges was learned by no stage: pairs of held-out units,
#    and a tenth of what was written by hand.
readonly learned=$out/pairs/pairs.jsonl judged=$out/pairs/held_out_pairs.jsonl
# What ships was judged before prefs_c was written.
ranked=("$here"/data/prefs{,_b,_zh}.jsonl)
if [ "$draw" = wide ]; then ranked+=("$here/data/prefs_c.jsonl"); fi
written() { # CONDITION: lines of the written ones by their number n, counted from 0
  cat "${ranked[@]}" | awk -v every="$every" 'NR % every == 0' |
    awk "{ n = NR - 1 } $1"
}
if [ ! -f "$learned" ] || [ ! -f "$judged" ]; then
  mkdir -p "$out/pairs"
  "$ember" corpus pairs "$here/data" --seed 1 --out "$out/pairs/ruled.jsonl" --count "$pairs" \
    --held-out "$out/pairs/held_out_ruled.jsonl" --held-out-count $((pairs / 10))
  cp "$here/data/slots.json" "$out/pairs/slots.json"
  written 'n % 10 != 0' | cat - "$out/pairs/ruled.jsonl" > "$learned.part"
  written 'n % 10 == 0' | cat - "$out/pairs/held_out_ruled.jsonl" > "$judged.part"
  mv "$judged.part" "$judged"
  mv "$learned.part" "$learned"
fi

# 6. The judge: which of two answers is better.
"$ember" reward --from "$out/sft" --pairs "$learned" --held-out-pairs "$judged" \
  --out "$out/reward" --seed 1 --steps "$judging"

# 7. To answer as is liked better.
case $preference in
  dpo)
    "$ember" dpo --from "$out/sft" --pairs "$learned" --held-out-pairs "$judged" \
      --out "$out/dpo" --seed 1 --steps "$preferring"
    ;;
  rlhf)
    "$ember" rlhf --from "$out/sft" --reward "$out/reward" --prompts "$learned" \
      --out "$out/rlhf" --seed 1 --steps "$preferring" --answer-tokens "$words"
    ;;
  *)
    printf 'expected PREFERENCE dpo or rlhf but found %s\n' "$preference" >&2
    exit 2
    ;;
esac

# 8. The stages side by side, small, for "How it was raised" in the app.
bundle() { # FOLDER FILE KIND [NAME]: does nothing where the bundle is newer than weights and card
  local file=$out/bundles/$2.ember
  if [ ! "$file" -nt "$1/model.safetensors" ] || [ ! "$file" -nt "$out/bundles/card.md" ]; then
    "$ember" import "$1" -o "$file" --name "${4:-$2}" --quant "$3" --context 512 \
      --card "$out/bundles/card.md" --licence Apache-2.0
  fi
}
mkdir -p "$out/bundles"
# Whose texts it learned from, CC BY wants said wherever the model goes; a base may have read them too.
card=("$here/card.md")
if [ -n "$base" ] && [ -f "$base/SOURCES.md" ]; then
  card+=("$base/SOURCES.md")
elif [ -f "$sources/SOURCES.md" ]; then
  card+=("$sources/SOURCES.md")
fi
if ! cat "${card[@]}" | cmp -s - "$out/bundles/card.md"; then
  cat "${card[@]}" > "$out/bundles/card.md"
fi
bundle "$trunk" ember-base small
bundle "$out/sft" ember-sft small
bundle "$out/$preference" ember-preference small

# 9. One file to ship, in eight bits, by the name that people read: models/README.md.
case $ship in
  sft) bundle "$out/sft" ember-small int8 "Ember Small" ;;
  preference) bundle "$out/$preference" ember-small int8 "Ember Small" ;;
  *)
    printf 'expected SHIP sft or preference but found %s\n' "$ship" >&2
    exit 2
    ;;
esac

# 10. The stages judged beside each other: pairs, rules, win rate against the first, answers. What is
#     judged already, by what it holds, is not judged again.
"$ember" eval "$out/sft" "$trunk" "$out/$preference" --reward "$out/reward" \
  --held-out-pairs "$judged" --prompts "$here/eval/prompts.jsonl" --out "$out/eval" \
  --most-prompts "$asked" --answer-tokens "$words"
ls -l "$out/bundles"
