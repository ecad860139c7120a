import type { Pipeline } from '../../src/ir.ts'
import { uniqueNames } from '../../src/take-name.ts'

/** The variables that carry the values of a story. */
export interface Names {
  /** The variable of the custom pipeline that holds an input. */
  readonly input: (name: string) => string
  /** The variable of the custom pipeline that holds a value of an API call. */
  readonly payload: (event: string, key: string) => string
  /** The output variable that brings an output from step to step; all steps share them, so it has the name of its job. */
  readonly output: (job: string, name: string) => string
}

/** The secret that stands for the token of the repository. */
export const tokenVariable = 'REPOSITORY_ACCESS_TOKEN'

/** The OIDC token of a step: https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
export const idTokenVariable = 'BITBUCKET_STEP_OIDC_TOKEN'

/** The variable with the path of a file that holds a secret. */
export function fileVariable(secret: string): string {
  return `${secret}_FILE`
}

/** A name for a pipeline or definition: letters, digits, dots, dashes and underscores. */
export function slug(text: string): string {
  const made = text.replaceAll(/[^\w.]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return made === '' ? 'x' : made
}

/** The name of a story as that of a custom pipeline, which people see and which takes most texts. */
export function customSlug(text: string): string {
  return /^\w[\w. -]*$/.test(text) ? text : slug(text)
}

/** The variables for the values of a pipeline. */
export function namesOf(pipeline: Pipeline): Names {
  const outputs = uniqueNames(
    pipeline.jobs.flatMap((job) =>
      job.outputs.map(({ name }) => [`${job.id} ${name}`, `${upperSnake(job.id)}__${upperSnake(name)}`] as const),
    ),
  )
  return {
    input: (name) => name.replaceAll('-', '_'),
    payload: (_event, key) => key.replaceAll('-', '_'),
    output: (job, name) => outputs.get(`${job} ${name}`) ?? `${upperSnake(job)}__${upperSnake(name)}`,
  }
}

function upperSnake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
}
