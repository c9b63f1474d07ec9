#!/bin/sh
# Has a recording recognised.
#
#   examples/curl/transcribe.sh question.wav [-F response_format=verbose_json …]
#
# The two lines that differ from talking to OpenAI:
BASE=${OPENAI_BASE_URL:-http://127.0.0.1:8765/v1}
KEY=${OPENAI_API_KEY:-none}

set -eu
if [ $# -lt 1 ]; then
  echo "usage: $0 RECORDING [more options of curl]" >&2
  exit 2
fi
recording=$1
shift

exec curl --fail-with-body --silent --show-error "$BASE/audio/transcriptions" \
  -H "Authorization: Bearer $KEY" \
  -F model=whisper-1 \
  -F "file=@$recording" \
  "$@"
