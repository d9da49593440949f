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

export AWS_ACCESS_KEY_ID=test-key AWS_SECRET_ACCESS_KEY=test-secret AWS_EC2_METADATA_DISABLED=true
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
unset AWS_PROFILE AWS_SESSION_TOKEN

# run SERVER [OPTION]: seeds a server, scans it, collects it, checks the snapshot, and holds all against each other.
run() {
  local out="$work/$1" port scan=0 collect=0
  mkdir -p "$out"
  # The server ends with its standard input, so it cannot outlive this script.
  coproc SERVER { exec "$python" tests/moto/serve.py "${@:2}" 2> "$out/server.log"; }
  local server=$SERVER_PID
  if ! IFS= read -r -t 60 port <&"${SERVER[0]}"; then
    cat "$out/server.log" >&2
    echo "the moto server did not start" >&2
    return 1
  fi
  "$python" tests/moto/seed.py "http://127.0.0.1:$port"
  local aws=(--endpoint-url "http://127.0.0.1:$port" --region eu-west-1)
  "$tidegate" --quiet scan "${aws[@]}" --snapshot-out "$out/snapshot.jsonl" --show pass,na,undecided \
    --format json="$out/scan.json" || scan=$?
  "$tidegate" --quiet check "$out/snapshot.jsonl" --show pass,na,undecided --format json="$out/check.json" || true
  "$tidegate" --quiet collect "${aws[@]}" --out "$out/collected.jsonl" || collect=$?
  exec {SERVER[1]}>&-
  wait "$server"
  "$python" tests/moto/check.py "$out" "$1" "$scan" "$collect"
}

run corrected --corrected
run as-is
