#!/bin/sh
# Reviews a change for a pull request: the review goes to review.md, to the job's summary and into one comment.
#
#   ci/review.sh [STACK…] [--plan FILE.json]
#
# Exits with 0 when nothing is lost, 1 when that is unknown, 3 when data or availability is lost: whoever merges
# then says so by approving the environment that the deployment waits for.
set -u
cd "$(dirname "$0")/.."

node bin/rabbitmq-cdk.js review --format markdown "$@" > review.md
code=$?

# An error leaves no review: what an earlier run said must not stand as if it were this one's.
if [ ! -s review.md ]; then
  printf '<!-- rabbitmq-cdk review -->\n## RabbitMQ: unknown\n\nThe job says why.\n' > review.md
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat review.md >> "$GITHUB_STEP_SUMMARY"; fi
node --import tsx ci/comment.ts review.md || exit 1

# Changes are what a pull request is for.
if [ "$code" -eq 2 ]; then exit 0; fi
exit "$code"
