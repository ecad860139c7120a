import type { YamlMap } from '../../src/document.ts'
import type { Environment } from '../../src/ir.ts'
import { keywordText, type Values } from './values.ts'

/** Where a job deploys to: https://docs.gitlab.com/ci/yaml/#environment */
export function writeEnvironment(environment: Environment, values: Values): YamlMap {
  return {
    name: keywordText(environment.name, values),
    url: environment.url === null ? undefined : keywordText(environment.url, values),
    deployment_tier: environment.tier ?? undefined,
  }
}

/** Whether a person has to start the job. */
export function isGated(environment: Environment | null): boolean {
  return environment?.approval === 'manual'
}
