// What jobs do with the ends, and with the findings, of others.
import { all, always, event, job, manual, onFailure, push, sh, story, vendorCondition, vendorStep } from 'pipegen'

const changes = job({
  checkout: {},
  steps: vendorStep({
    when: event('push', 'tag'),
    github: { id: 'filter', uses: 'example/changed-paths@v1', with: { site: 'site/**' } },
  }),
  raw: {
    github: { outputs: { site: "${{ github.event_name == 'workflow_dispatch' || steps.filter.outputs.site }}" } },
  },
})

const site = job({
  needs: [changes],
  when: vendorCondition({ github: "needs.changes.outputs.site == 'true'" }),
  steps: [sh`./build-site`],
  timeout: 10,
})

const test = job({ needs: [changes], steps: [sh`make test`], timeout: 30 })

const summary = job({
  needs: [test],
  when: all(always(), vendorCondition({ github: "needs.test.result != 'skipped'" })),
  steps: [sh`./summary`],
})

const blame = job({
  needs: [test, site],
  when: all(onFailure(), vendorCondition({ github: "needs.test.result == 'failure'" })),
  steps: [sh`./blame`],
  raw: { github: { needs: ['test', 'site'], if: "failure() && needs.test.result == 'failure'" } },
})

export default story({
  name: 'ends',
  targets: ['github'],
  on: [push({ branches: ['main'] }), manual()],
  defaults: { timeout: 5, checkout: false },
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { changes, 'stage-2': { site, test }, 'stage-3': { summary, blame } },
})
