import { all, job, lines, pullRequest, sh, step, story, vendorCondition, vendorStep } from 'pipegen'

const changes = job({
  outputs: ['size'],
  steps: [
    vendorStep({
      github: {
        id: 'look',
        run: lines`
          echo "not-docs=true" >> $GITHUB_OUTPUT
          echo "yaml=true" >> $GITHUB_OUTPUT
        `,
      },
    }),
    step({ run: sh`echo "size=3" >> $PIPEGEN_OUTPUT`, raw: { github: { id: 'count' } } }),
  ],
  raw: {
    github: {
      outputs: {
        'not-docs': '${{ steps.look.outputs.not-docs }}',
        yaml: '${{ steps.look.outputs.yaml }}',
        size: '${{ steps.count.outputs.size }}',
      },
    },
  },
})

const build = job({
  needs: [changes],
  when: all(vendorCondition({ github: "needs.changes.outputs.not-docs == 'true'" }), changes.outputs.size.isNot('0')),
  steps: [sh`make`],
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [pullRequest()],
  like: 'github',
  defaults: { checkout: false },
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { changes, build },
})
