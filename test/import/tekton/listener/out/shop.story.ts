import { ctx, job, lines, push, sh, step, story } from 'pipegen'

const test = job({
  image: 'node:22',
  checkout: false,
  shell: 'sh',
  steps: step({
    name: 'test',
    run: sh`
      echo "testing \${PARAMS_COMMIT}"
      npm test
    `,
    env: { PARAMS_COMMIT: ctx.sha },
  }),
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [
          {
            name: 'test',
            image: 'node:22',
            script: lines`
              #!/bin/sh
              echo "testing $(params.commit)"
              npm test

            `,
          },
        ],
        params: [{ name: 'commit' }],
      },
      params: [{ name: 'commit', value: '$(params.commit)' }],
    },
  },
})

export default story({
  name: 'shop',
  targets: ['tekton'],
  on: [push({ branches: ['main', 'release/*'] })],
  stages: { tasks: { test } },
  raw: {
    tekton: {
      metadata: {
        name: null,
        generateName: 'shop-',
        annotations: { 'pipelinesascode.tekton.dev/max-keep-runs': null },
      },
      spec: {
        taskRunTemplate: null,
        params: [
          { name: 'commit', value: '{{ revision }}' },
          { name: 'address', value: '{{ repo_url }}' },
        ],
        pipelineSpec: { params: [{ name: 'commit' }, { name: 'address' }] },
      },
    },
  },
})
