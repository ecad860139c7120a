// Builds and ships what lies on the main branch.
import { always, ctx, job, lines, push, sh, step, story } from 'pipegen'

// Everything else waits for the image.
const build = job({
  image: 'alpine:3.22',
  outputs: ['digest'],
  steps: step({
    name: 'make',
    run: sh`
      RESULT_DIGEST=$(mktemp)
      make image VERSION=\${PARAMS_REVISION}
      make digest > \${RESULT_DIGEST}
      printf '%s\n' 'digest<<RESULT' "$(cat "$RESULT_DIGEST")" RESULT >>"$PIPEGEN_OUTPUT"
    `,
    env: { PARAMS_REVISION: ctx.sha },
  }),
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [
          {
            name: 'make',
            image: 'alpine:3.22',
            script: lines`
              #!/bin/sh
              make image VERSION=$(params.revision)
              make digest > $(results.digest.path)

            `,
          },
        ],
      },
    },
  },
})

const ship = job({
  when: build.outputs.digest.isNot(''),
  image: 'alpine:3.22',
  steps: step({
    name: 'ship',
    run: sh`./ship --digest "\${PARAMS_DIGEST}"`,
    env: { PARAMS_DIGEST: build.outputs.digest },
  }),
  raw: {
    tekton: {
      runAfter: null,
      params: [{ name: 'digest', value: '$(tasks.build.results.digest)' }],
      taskSpec: {
        stepTemplate: null,
        params: [{ name: 'digest' }],
        steps: [{ name: 'ship', image: 'alpine:3.22', command: ['./ship'], args: ['--digest', '$(params.digest)'] }],
      },
    },
  },
})

const notify = job({
  when: always(),
  steps: [],
  raw: {
    tekton: { taskSpec: null, taskRef: { resolver: 'hub', params: [{ name: 'name', value: 'send-to-webhook' }] } },
  },
})

export default story({
  name: 'shop-push',
  targets: ['tekton'],
  on: [push({ branches: ['main'] })],
  defaults: { shell: 'sh', checkout: false },
  stages: { tasks: { build, ship }, finally: { notify } },
  raw: {
    tekton: {
      metadata: { name: 'shop-push', annotations: { 'pipelinesascode.tekton.dev/max-keep-runs': null } },
      spec: { taskRunTemplate: null, timeouts: null, pipelineSpec: { params: [{ name: 'revision' }] } },
    },
  },
})
