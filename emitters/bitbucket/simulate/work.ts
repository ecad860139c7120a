import type { Settings, Work, WorkService } from '../../../src/plan/work.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Config } from './config.ts'
import type { Variables } from './expression.ts'
import { outputsFrom } from './script.ts'

const commit = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00'

/**
 * What a step does: its script as one session of the shell, and then `after-script` as another.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export function workOf(
  step: DataMap,
  { definitions, image, options, clone }: Config,
  variables: Variables,
  uploads: readonly Upload[],
  settings: Settings,
): Work {
  const own = step.image ?? image
  const name = textOf(own) ?? textOf(mapOf(own).name) ?? null
  const minutes = textOf(step['max-time'] ?? options['max-time'])
  const fail = mapOf(step['on-fail'])
  const env = { ...settings, ...known, ...Object.fromEntries(variables) }
  return {
    machine: textsOf(step['runs-on']),
    services: textsOf(step.services).flatMap((one) => serviceOf(mapOf(definitions.services)[one])),
    minutes: minutes === undefined ? null : Number(minutes),
    retries: textOf(fail.strategy) === 'retry' ? Number(textOf(fail.maxRetryCount) ?? 1) : 0,
    mayFail: textOf(fail.strategy) === 'ignore',
    takes: takenBy(step, uploads),
    leaves: uploadsOf(step).flatMap(({ paths }) => paths),
    depth: depthOf(step.clone ?? clone),
    run: ({ start }) => {
      const shared = { image: name, env, folder: '.', files: [handing] }
      const { files } = start({ ...shared, command: ['bash', '-e'], script: textsOf(step.script).join('\n') })
      const after = textsOf(step['after-script'])
      if (after.length > 0) start({ ...shared, command: ['bash'], script: after.join('\n') })
      return outputsFrom(step, files[handing] ?? '')
    },
  }
}

const handing = 'BITBUCKET_PIPELINES_VARIABLES_PATH'

/** https://support.atlassian.com/bitbucket-cloud/docs/git-clone-behavior/ */
function depthOf(clone: Data | undefined): number | null {
  const { enabled, depth } = mapOf(clone)
  if (textOf(enabled) === 'false') return null
  return textOf(depth) === 'full' ? 0 : Number(textOf(depth) ?? 50)
}

/** Files that a step leaves under a name. */
export interface Upload {
  readonly step: string
  readonly name: string
  readonly paths: readonly string[]
}

/**
 * What a step leaves for others; paths without a name go to all steps behind it.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/use-artifacts-in-steps/
 */
export function uploadsOf(step: DataMap): readonly Upload[] {
  const { artifacts } = step
  const own = textOf(step.name) ?? 'Step'
  if (artifacts === undefined) return []
  const lists = isMap(artifacts) ? listOf(artifacts.upload) : listOf(artifacts)
  return lists.map((one): Upload => {
    const text = textOf(one)
    if (text !== undefined) return { step: own, name: '', paths: [text] }
    return { step: own, name: textOf(mapOf(one).name) ?? '', paths: textsOf(mapOf(one).paths) }
  })
}

function takenBy({ artifacts }: DataMap, uploads: readonly Upload[]): readonly string[] {
  const { download } = mapOf(artifacts)
  const named = new Set(textsOf(download))
  const wanted = (name: string): boolean => (name === '' ? textOf(download) !== 'false' : named.has(name))
  return [...new Set(uploads.filter(({ name }) => wanted(name)).map(({ step }) => step))]
}

function serviceOf(data: Data | undefined): readonly WorkService[] {
  const { image, variables } = mapOf(data)
  const name = textOf(image) ?? textOf(mapOf(image).name)
  if (name === undefined) return []
  return [
    {
      image: name,
      env: Object.fromEntries(Object.entries(mapOf(variables)).map(([key, value]) => [key, textOf(value) ?? ''])),
      awaited: false,
    },
  ]
}

// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
const known: Readonly<Record<string, string>> = {
  BITBUCKET_COMMIT: commit,
  BITBUCKET_CLONE_DIR: '<checkout>',
  BITBUCKET_BUILD_NUMBER: '1',
  BITBUCKET_STEP_RUN_NUMBER: '1',
  BITBUCKET_PIPELINE_UUID: '{1}',
  BITBUCKET_STEP_UUID: '{2}',
  BITBUCKET_GIT_HTTP_ORIGIN: 'https://git.example.com/acme/shop',
  BITBUCKET_PR_DESTINATION_COMMIT: 'beef0000beef',
  BITBUCKET_STEP_OIDC_TOKEN: '<token>',
}
