#!/usr/bin/env bash
# A scan of somebody else's AWS: the moto server, seeded through boto3. Also holds the recorded answers against the
# service models that botocore brings. Installs both into target/moto; needs Python 3 with venv.
set -euo pipefail
cd "$(dirname "$0")/../.."
work="${CARGO_TARGET_DIR:-target}/moto"
mkdir -p "$work"

if [ ! -x "$work/venv/bin/python" ] || ! cmp -s tests/moto/requirements.txt "$work/installed.txt"; then
  rm -rf "$work/venv"
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/moto/requirements.txt
  cp tests/moto/requirements.txt "$work/installed.txt"
fi
python="$work/venv/bin/python"

"$python" tests/moto/recorded_answers.py

cargo build --locked --quiet
tidegate="${CARGO_TARGET_DIR:-target}/debug/tidegate"

# The server ends with its standard input, so it cannot outlive this script.
coproc SERVER { exec "$python" tests/moto/serve.py 2> "$work/server.log"; }
if ! IFS= read -r -t 60 port <&"${SERVER[0]}"; then
  cat "$work/server.log" >&2
  echo "the moto server did not start" >&2
  exit 1
fi
endpoint="http://127.0.0.1:$port"
"$python" tests/moto/seed.py "$endpoint"

export AWS_ACCESS_KEY_ID=test-key AWS_SECRET_ACCESS_KEY=test-secret AWS_EC2_METADATA_DISABLED=true
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
aws=(--endpoint-url "$endpoint" --region eu-west-1)

scan=0
"$tidegate" --quiet scan "${aws[@]}" --snapshot-out "$work/snapshot.jsonl" --show pass,na,undecided \
  --format json="$work/scan.json" || scan=$?
"$tidegate" --quiet check "$work/snapshot.jsonl" --show pass,na,undecided --format json="$work/check.json" || true
collect=0
"$tidegate" --quiet collect "${aws[@]}" --out "$work/collected.jsonl" || collect=$?

"$python" tests/moto/check.py "$work/scan.json" "$work/check.json" "$work/snapshot.jsonl" "$scan" "$collect"
