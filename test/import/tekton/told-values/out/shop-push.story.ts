import { ctx, job, optional, push, sh, step, story } from 'pipegen'

const fetch = job({
  shell: 'bash',
  steps: [sh`git log -1`],
  raw: {
    tekton: {
      taskSpec: null,
      taskRef: { name: 'git-clone' },
      workspaces: [{ name: 'output', workspace: 'source' }],
      params: [
        { name: 'url', value: '$(params.repo_url)' },
        { name: 'revision', value: '$(params.revision)' },
      ],
    },
  },
})

const check = job({
  needs: [optional(fetch)],
  image: 'alpine:3.22',
  steps: [step({ name: 'check', run: sh`./check "\${PARAMS_COMMIT}"`, env: { PARAMS_COMMIT: ctx.sha } })],
  raw: {
    tekton: {
      taskSpec: {
        volumes: null,
        stepTemplate: null,
        steps: [{ name: 'check', image: 'alpine:3.22', script: './check "$(params.commit)"\n' }],
        workspaces: [{ name: 'source' }],
        params: [{ name: 'commit' }],
      },
      workspaces: [{ name: 'source', workspace: 'source' }],
      // Decided by a value of the run.
      when: [{ input: '$(params.skip-checks)', operator: 'in', values: ['false'] }],
      params: [{ name: 'commit', value: '$(params.revision)' }],
    },
  },
})

const report = job({
  needs: [optional(check)],
  image: 'alpine:3.22',
  checkout: false,
  steps: [
    step({ name: 'report', run: sh`echo "\${PARAMS_SIZE}"`, env: { PARAMS_SIZE: '$(tasks.measure.results.size)' } }),
  ],
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [{ name: 'report', image: 'alpine:3.22', script: 'echo "$(params.size)"' }],
        params: [{ name: 'size' }],
      },
      // Nothing of that name is in the run.
      params: [{ name: 'size', value: '$(tasks.measure.results.size)' }],
    },
  },
})

export default story({
  name: 'shop-push',
  targets: ['tekton'],
  on: [push({ branches: ['main'] })],
  defaults: { shell: 'sh' },
  stages: { tasks: { fetch, check, report } },
  raw: {
    tekton: {
      metadata: { name: 'shop-push', annotations: { 'pipelinesascode.tekton.dev/max-keep-runs': null } },
      spec: {
        taskRunTemplate: null,
        params: [
          { name: 'repo_url', value: '{{ repo_url }}' },
          { name: 'revision', value: '{{ revision }}' },
          { name: 'skip-checks', value: 'false' },
        ],
        timeouts: null,
        workspaces: [
          {
            name: 'source',
            volumeClaimTemplate: {
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        ],
        pipelineSpec: {
          params: [{ name: 'repo_url' }, { name: 'revision' }, { name: 'skip-checks' }],
          workspaces: [{ name: 'source' }],
        },
      },
    },
  },
})
