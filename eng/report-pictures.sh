#!/usr/bin/env bash
# Makes the pictures of pages: docs/report-run.png of a real training, docs/report-study.png and docs/dashboard.png of
# the study that the tests use.
# Needs Chromium (MLPIPELINE_CHROMIUM, or chromium in PATH).
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CHROMIUM="${MLPIPELINE_CHROMIUM:-chromium}"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

"$ROOT/mlpipeline" train --validation 0.1 --epochs 10 \
    --model "$WORK/run.zip" --report "$WORK/run.html" --json >/dev/null
mkdir "$WORK/samples"
MLPIPELINE_SAMPLES="$WORK/samples" "$ROOT/test" --filter "SampleFiles|SamplePictures" >/dev/null

# picture NAME PAGE HEIGHT: the top of a page, at 1100 CSS pixels wide.
picture() {
    "$CHROMIUM" --headless --no-sandbox --hide-scrollbars --virtual-time-budget=5000 --window-size="1100,$3" \
        --screenshot="$WORK/$1.png" "file://$2" 2>/dev/null
    mv "$WORK/$1.png" "$ROOT/docs/report-$1.png"
}
picture run "$WORK/run.html" 1130
picture study "$WORK/samples/study.html" 1180
mv "$WORK/samples/dashboard-top-1100.png" "$ROOT/docs/dashboard.png"
