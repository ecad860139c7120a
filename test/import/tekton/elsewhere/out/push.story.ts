// Tasks of the cluster and of the hub say what they found out.
import { job, lines, push, sh, step, story } from 'pipegen'

const fetch = job({
  steps: [sh`git log -1`],
  raw: {
    tekton: {
      taskSpec: null,
      taskRef: { name: 'git-clone' },
      params: [
        { name: 'url', value: '{{ repo_url }}' },
        { name: 'revision', value: '{{ revision }}' },
      ],
    },
  },
})

const build = job({
  needs: [fetch],
  steps: [],
  raw: {
    tekton: {
      taskSpec: null,
      taskRef: { name: 'build-image' },
      params: [{ name: 'tag', value: '$(tasks.fetch.results.commit)' }],
    },
  },
})

const notify = job({
  needs: [build],
  image: 'alpine:3.22',
  checkout: false,
  shell: 'sh',
  steps: step({
    name: 'say',
    run: sh`echo "built \${PARAMS_DIGEST}"`,
    env: { PARAMS_DIGEST: '$(tasks.build.results.digest)' },
  }),
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [
          {
            name: 'say',
            image: 'alpine:3.22',
            script: lines`
              #!/bin/sh
              echo "built $(params.digest)"

            `,
          },
        ],
        params: [{ name: 'digest' }],
      },
      params: [{ name: 'digest', value: '$(tasks.build.results.digest)' }],
    },
  },
})

export default story({
  name: 'push',
  targets: ['tekton'],
  on: [push({ branches: ['main'] })],
  stages: { tasks: { fetch, build, notify } },
  raw: {
    tekton: {
      metadata: {
        name: 'push',
        annotations: {
          'pipelinesascode.tekton.dev/max-keep-runs': null,
          'pipelinesascode.tekton.dev/task': 'git-clone',
        },
      },
      spec: { taskRunTemplate: null, params: null, timeouts: null },
    },
  },
})
