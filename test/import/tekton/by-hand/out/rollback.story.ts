import { job, manual, sh, story } from 'pipegen'

// Called by the one who is on duty.
const rollback = job({
  image: 'alpine/k8s:1.31.0',
  checkout: false,
  shell: 'sh',
  steps: [sh`kubectl rollout undo deployment/shop`],
  raw: {
    tekton: {
      taskSpec: {
        stepTemplate: null,
        steps: [{ image: 'alpine/k8s:1.31.0', script: 'kubectl rollout undo deployment/shop' }],
      },
    },
  },
})

export default story({
  name: 'rollback',
  targets: ['tekton'],
  on: [manual()],
  stages: { tasks: { rollback } },
  raw: { tekton: { spec: { taskRunTemplate: null } } },
})
