#!/bin/sh
# Has a text spoken, into a WAV file.
#
#   examples/curl/speak.sh "It is half past nine." answer.wav
#
# The two lines that differ from talking to OpenAI:
BASE=${OPENAI_BASE_URL:-http://127.0.0.1:8765/v1}
KEY=${OPENAI_API_KEY:-none}

set -eu
if [ $# -ne 2 ]; then
  echo "usage: $0 TEXT FILE.wav" >&2
  exit 2
fi
# What stands in a JSON string: no bare quotes, backslashes or line ends.
text=$(printf '%s' "$1" | tr '\n' ' ' | sed 's/\\/\\\\/g; s/"/\\"/g')

exec curl --fail-with-body --silent --show-error "$BASE/audio/speech" \
  -H "Authorization: Bearer $KEY" \
  -H "Content-Type: application/json" \
  -d "{\"model\":\"tts-1\",\"voice\":\"alloy\",\"response_format\":\"wav\",\"input\":\"$text\"}" \
  -o "$2"
