import type { YamlMap } from '../../src/document.ts'
import type { Pipeline } from '../../src/ir.ts'
import { curlImage } from './images.ts'
import type { Run } from './runs.ts'

/**
 * The job of the cluster that starts a run by its schedule: Pipelines-as-Code has none, and is called by a web hook.
 *
 * @see https://pipelinesascode.com/docs/advanced/incoming-webhooks/
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export function cronJob(run: Run, pipeline: Pipeline, secret: string): YamlMap {
  const { trigger } = run
  const [cron, timeZone] = trigger.kind === 'schedule' ? [trigger.cron, trigger.timeZone] : ['', '']
  const from = (name: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })
  const body = {
    repository: '$REPOSITORY',
    branch: pipeline.defaultBranch.replaceAll(/[$`\\]/g, '\\$&'),
    pipelinerun: run.name,
    secret: '$SECRET',
  }
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: run.name },
    spec: {
      schedule: cron,
      timeZone,
      concurrencyPolicy: 'Allow',
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [
                {
                  name: 'start',
                  image: curlImage,
                  env: [from('URL', 'url'), from('REPOSITORY', 'repository'), from('SECRET', 'secret')],
                  command: ['sh', '-c'],
                  args: [
                    [
                      'curl --fail --silent --show-error --header "Content-Type: application/json" --data @- "$URL" <<END',
                      JSON.stringify(body),
                      'END',
                      '',
                    ].join('\n'),
                  ],
                },
              ],
            },
          },
        },
      },
    },
  }
}
