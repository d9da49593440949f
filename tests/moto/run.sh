#!/usr/bin/env bash
# A scan of an account that the moto server (PyPI) plays: an AWS stand-in that knows nothing of tidegate.
# Installs moto into target/moto. Seeds it through boto3, scans it with the real binary, checks the JSON report.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=target/moto/venv
if ! "$venv/bin/python" -c 'import moto, flask, boto3' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'moto[server]==5.2.1' boto3
fi
cargo build --locked --quiet

port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$venv/bin/moto_server" --host 127.0.0.1 --port "$port" > target/moto/server.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
url=http://127.0.0.1:$port
for _ in $(seq 100); do
  if "$venv/bin/python" -c "import urllib.request; urllib.request.urlopen('$url/moto-api/')" 2>/dev/null; then break; fi
  sleep 0.2
done

export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true
unset AWS_PROFILE AWS_SESSION_TOKEN
"$venv/bin/python" tests/moto/seed.py "$url"
code=0
cargo run --locked --quiet -- scan --region eu-west-1 --endpoint-url "$url" --format json=target/moto/report.json \
  --show pass,undecided --snapshot-out target/moto/snapshot.jsonl || code=$?
"$venv/bin/python" tests/moto/check.py target/moto/report.json "$code"
