import type { Checkout, Env } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, textOf } from '../../../src/yaml/look.ts'
import { isKept } from '../limits.ts'
import { type Names, readText } from './values.ts'

// What says how the runner works is no environment of the scripts.
const settings =
  /^(?:GIT_(?:DEPTH|STRATEGY|SUBMODULE_\w+|LFS_SKIP_SMUDGE|CLEAN_FLAGS|FETCH_EXTRA_FLAGS|CHECKOUT|CLONE_PATH)|FF_\w+|GET_SOURCES_ATTEMPTS|ARTIFACT_DOWNLOAD_ATTEMPTS|RESTORE_CACHE_ATTEMPTS|EXECUTOR_JOB_SECTION_ATTEMPTS|KUBERNETES_\w+|TRANSFER_METER_FREQUENCY|CACHE_COMPRESSION_LEVEL|ARTIFACT_COMPRESSION_LEVEL)$/

/** Variables of the file as an environment, and the names in their values that nobody knows. */
export function readEnv(
  variables: Readonly<Record<string, Data>>,
  names: Names,
  origin: Origin,
): { readonly env: Env; readonly unknown: readonly string[] } {
  const unknown: string[] = []
  const env = Object.entries(variables).flatMap(([name, data]): Env => {
    if (
      isKept(name) ||
      settings.test(name) ||
      !/^[A-Za-z_]\w*$/.test(name) ||
      name.startsWith('PIPEGEN_') ||
      name === '__proto__'
    )
      return []
    const value = textOf(isMap(data) ? data.value : data) ?? ''
    if (isMap(data) && data.expand === false) return [{ name, value: value === '' ? [] : [value], origin }]
    const read = readText(value, names)
    unknown.push(...read.unknown)
    // Elsewhere its value would be another one.
    if (read.unknown.length > 0) return []
    return [{ name, value: read.text, origin }]
  })
  return { env, unknown }
}

/** How sources are fetched, with the defaults of GitLab: https://docs.gitlab.com/ci/runners/configure_runners/ */
export function readCheckout(variables: Readonly<Record<string, Data>>, origin: Origin): Checkout | null {
  const word = (name: string): string => {
    const data = variables[name]
    return textOf(isMap(data) ? data.value : data) ?? ''
  }
  const strategy = word('GIT_STRATEGY')
  if (strategy === 'none' || strategy === 'empty') return null
  const depth = Number(word('GIT_DEPTH') || '20')
  const submodules = word('GIT_SUBMODULE_STRATEGY')
  return {
    depth: Number.isInteger(depth) && depth >= 0 ? depth : 20,
    submodules: submodules === 'normal' ? 'direct' : submodules === 'recursive' ? 'recursive' : 'none',
    lfs: word('GIT_LFS_SKIP_SMUDGE') !== '1',
    tags: word('GIT_FETCH_EXTRA_FLAGS').includes('--tags'),
    credentials: false,
    pullRequest: 'head',
    origin,
  }
}
