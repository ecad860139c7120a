import { input, job, manual, sh, step, story } from 'pipegen'

const byHand = manual({
  inputs: {
    folder: input.text({ default: 'k8s', description: 'The folder with the manifests' }),
    target: input.text(),
  },
})

const apply = job({
  image: 'alpine/k8s:1.31.0',
  checkout: false,
  shell: 'sh',
  steps: step({
    name: 'apply',
    run: sh`kubectl apply -f "\${PARAMS_FOLDER}"`,
    env: { PARAMS_FOLDER: byHand.inputs.folder },
  }),
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [{ name: 'apply', image: 'alpine/k8s:1.31.0', script: 'kubectl apply -f "$(params.folder)"\n' }],
        workspaces: [{ name: 'source' }],
        params: [{ name: 'folder' }],
      },
      workspaces: [{ name: 'source', workspace: 'source' }],
      params: [{ name: 'folder', value: '$(params.folder)' }],
    },
  },
})

export default story({
  name: 'deploy',
  targets: ['tekton'],
  on: [byHand],
  stages: { tasks: { apply } },
  raw: {
    tekton: {
      spec: {
        taskRunTemplate: null,
        params: [{ name: 'target', value: '{{ target }}' }],
        workspaces: [{ name: 'source', emptyDir: {} }],
        pipelineSpec: {
          params: [
            { name: 'folder', description: 'The folder with the manifests', default: 'k8s' },
            { name: 'target', type: 'string' },
          ],
          workspaces: [{ name: 'source' }],
        },
      },
    },
  },
})
