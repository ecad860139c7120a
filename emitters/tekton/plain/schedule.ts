import { kubectlImage } from '../images.ts'
import type { Run } from '../runs.ts'
import type { TektonPipelineRun } from '../schema.ts'
import type { Names } from './objects.ts'
import type { StoryConfigMap, StoryCronJob } from './schema.ts'

/** How late a run may begin, and how long it may take to create it, in seconds. */
const limits = { late: 3600, creation: 600 } as const

/**
 * The job of the cluster that creates a run by its schedule, and the run that it creates, in a file.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export function scheduleOf(
  { name, trigger }: Run,
  object: TektonPipelineRun,
  names: Names,
): readonly [StoryConfigMap, StoryCronJob] {
  const [cron, timeZone] = trigger.kind === 'schedule' ? [trigger.cron, trigger.timeZone] : ['', '']
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { 'run.json': `${JSON.stringify(object, undefined, 2)}\n` },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name },
      spec: {
        schedule: cron,
        timeZone,
        // What it does is done in seconds; one that hangs is ended, and then the next may begin.
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: limits.late,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: limits.creation,
            template: {
              spec: {
                serviceAccountName: names.schedules,
                restartPolicy: 'Never',
                containers: [
                  {
                    name: 'start',
                    image: kubectlImage,
                    command: ['kubectl', 'create', '--filename', '/run/story/run.json'],
                    env: [{ name: 'HOME', value: '/tmp' }],
                    volumeMounts: [{ name: 'run', mountPath: '/run/story', readOnly: true }],
                    securityContext: {
                      allowPrivilegeEscalation: false,
                      capabilities: { drop: ['ALL'] },
                      seccompProfile: { type: 'RuntimeDefault' },
                    },
                  },
                ],
                volumes: [{ name: 'run', configMap: { name } }],
              },
            },
          },
        },
      },
    },
  ]
}
