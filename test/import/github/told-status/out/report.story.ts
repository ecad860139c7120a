// Tells a commit what became of it, whatever that is.
import { always, ctx, input, job, manual, pullRequest, push, sh, step, story, tag, vendorStep } from 'pipegen'

const byHand = manual({ inputs: { revision: input.text({ description: 'The commit to report to' }) } })

const report = job({
  checkout: { credentials: true, pullRequest: 'merge' },
  steps: [
    vendorStep({
      on: { github: { id: 'check', run: 'echo "result=$(make --silent verdict)" >> "$GITHUB_OUTPUT"' } },
      otherwise: sh`
        export GITHUB_OUTPUT="$PWD/.git/report.check.outputs"
        : > "$GITHUB_OUTPUT"
        echo "result=$(make --silent verdict)" >> "$GITHUB_OUTPUT"
      `,
    }),
    vendorStep({
      name: 'Tell the commit',
      on: {
        github: {
          if: "github.event_name == 'workflow_dispatch' && inputs.revision && always()",
          run: './tell.sh ${{ inputs.revision }} "${{ steps.check.outputs.result || \'unknown\' }}"',
        },
      },
      otherwise: step({
        run: sh`
          case "$EVENT" in
            pullRequest) EVENT_NAME=pull_request ;;
            manual) EVENT_NAME=workflow_dispatch ;;
            tag) EVENT_NAME=push ;;
            *) EVENT_NAME="$EVENT" ;;
          esac
          [ "\${EVENT_NAME}" = "workflow_dispatch" ] || exit 0
          case "$INPUT_REVISION" in '' | 0 | false) false ;; *) true ;; esac || exit 0
          CHECK_RESULT=$(sed -n 's/^result=//p' ".git/report.check.outputs" 2>/dev/null | tail -n 1 || true)
          if [ -n "$CHECK_RESULT" ]; then
            VALUE="\${CHECK_RESULT}"
          else
            VALUE="unknown"
          fi
          ./tell.sh \${INPUT_REVISION} "\${VALUE}"
        `,
        env: { EVENT: ctx.event, INPUT_REVISION: byHand.inputs.revision },
        when: always(),
      }),
    }),
  ],
  timeout: 5,
})

export default story({
  name: 'report',
  targets: ['github'],
  on: [push(), tag('**'), pullRequest({ paths: ['docs/**', '**/*.md'] }), byHand],
  permissions: 'settings',
  stages: { report },
})
