import type { Environment } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, textOf } from '../../../src/yaml/look.ts'
import { type Names, readText } from './values.ts'

const tiers = ['production', 'staging', 'testing', 'development', 'other'] as const

/** Where a job deploys to: https://docs.gitlab.com/ci/yaml/#environment */
export function readEnvironment(
  data: Data | undefined,
  manual: boolean,
  names: Names,
  origin: Origin,
  tell: (why: string) => void,
): Environment | null {
  const map = isMap(data) ? data : { name: data ?? null }
  const name = textOf(map.name)
  if (name === undefined || name === '') return null
  const action = textOf(map.action)
  if (action !== undefined && action !== 'start') {
    tell(`an environment that is only looked at (action: ${action})`)
    return null
  }
  const read = readText(name, names)
  const url = textOf(map.url)
  const readUrl = url === undefined ? undefined : readText(url, names)
  if (read.unknown.length > 0) {
    tell(`its name holds $${read.unknown[0]}`)
    return null
  }
  const tier = tiers.find((one) => one === map.deployment_tier) ?? null
  return {
    name: read.text,
    url: readUrl === undefined || readUrl.unknown.length > 0 ? null : readUrl.text,
    approval: manual ? 'manual' : 'none',
    tier,
    origin,
  }
}
