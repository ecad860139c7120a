// Tells a commit what became of it, whatever that is.
import { input, job, manual, pullRequest, push, story, tag, vendorStep } from 'pipegen'

const report = job({
  steps: [
    vendorStep({ github: { id: 'check', run: 'echo "result=$(make --silent verdict)" >> "$GITHUB_OUTPUT"' } }),
    vendorStep({
      name: 'Tell the commit',
      github: {
        if: "github.event_name == 'workflow_dispatch' && inputs.revision && always()",
        run: './tell.sh ${{ inputs.revision }} "${{ steps.check.outputs.result || \'unknown\' }}"',
      },
    }),
  ],
  timeout: 5,
})

export default story({
  name: 'report',
  targets: ['github'],
  on: [
    push(),
    tag('**'),
    pullRequest({ paths: ['docs/**', '**/*.md'] }),
    manual({ inputs: { revision: input.text({ description: 'The commit to report to' }) } }),
  ],
  like: 'github',
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { report },
})
