#!/bin/sh
# Asks something in writing over the Realtime protocol and prints what comes, an event a line. Needs
# websocat (https://github.com/vi/websocat).
#
#   examples/curl/realtime.sh "what time is it"
#
# The two lines that differ from talking to OpenAI:
BASE=${OPENAI_BASE_URL:-http://127.0.0.1:8765/v1}
KEY=${OPENAI_API_KEY:-none}

set -eu
if [ $# -ne 1 ]; then
  echo "usage: $0 TEXT" >&2
  exit 2
fi
# What stands in a JSON string: no bare quotes, backslashes or line ends.
text=$(printf '%s' "$1" | tr '\n' ' ' | sed 's/\\/\\\\/g; s/"/\\"/g')

{
  printf '%s\n' '{"type":"session.update","session":{"type":"realtime","output_modalities":["text"]}}'
  printf '{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"%s"}]}}\n' "$text"
  printf '%s\n' '{"type":"response.create"}'
  # The answer takes its time; the end of the input ends the conversation.
  sleep "${SECONDS_TO_ANSWER:-10}"
} | websocat -B 1000000 -H "Authorization: Bearer $KEY" "ws${BASE#http}/realtime?model=gpt-realtime"
