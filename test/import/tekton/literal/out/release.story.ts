// No tag has a star in its name, so that this never runs.
import { job, lines, sh, step, story, vendorTrigger } from 'pipegen'

const publish = job({
  image: 'alpine:3.22',
  checkout: false,
  shell: 'sh',
  steps: [step({ name: 'publish', run: sh`./publish` })],
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [
          {
            name: 'publish',
            image: 'alpine:3.22',
            script: lines`
              #!/bin/sh
              ./publish

            `,
          },
        ],
      },
    },
  },
})

export default story({
  name: 'release',
  targets: ['tekton'],
  on: [
    vendorTrigger({
      tekton: {
        annotations: {
          'pipelinesascode.tekton.dev/on-cel-expression': 'event == "push" && target_branch == "refs/tags/v*"',
        },
      },
    }),
  ],
  stages: { tasks: { publish } },
  raw: {
    tekton: {
      metadata: { name: 'release', annotations: { 'pipelinesascode.tekton.dev/max-keep-runs': null } },
      spec: { taskRunTemplate: null },
    },
  },
})
