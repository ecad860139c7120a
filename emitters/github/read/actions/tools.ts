import type { Cache, Text, Tool } from '../../../../src/ir.ts'
import type { Origin } from '../../../../src/origin.ts'
import { own } from '../../../../src/own.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { type ActionCall, actionOf, inputOf } from '../action.ts'
import type { Known } from '../known.ts'
import { readText } from '../value.ts'
import { dependencyCache } from './dependencies.ts'

interface Setup {
  readonly tool: Tool['name']
  readonly version: string
  /** What the newest version was when this was written, for words such as `stable` and for versions in files. */
  readonly newest: string
  /** The package manager whose downloads it keeps unless told otherwise. */
  readonly keeps?: string
}

/** The actions that set up a toolchain, and the input that takes the version. */
const setups: Readonly<Record<string, Setup>> = {
  'actions/setup-node': { tool: 'node', version: 'node-version', newest: '24' },
  'actions/setup-python': { tool: 'python', version: 'python-version', newest: '3.14' },
  'actions/setup-go': { tool: 'go', version: 'go-version', newest: '1.26', keeps: 'go' },
  'actions/setup-java': { tool: 'java', version: 'java-version', newest: '25' },
  'actions/setup-dotnet': { tool: 'dotnet', version: 'dotnet-version', newest: '10.0' },
  'ruby/setup-ruby': { tool: 'ruby', version: 'ruby-version', newest: '3.4' },
  'shivammathur/setup-php': { tool: 'php', version: 'php-version', newest: '8.4' },
  'dtolnay/rust-toolchain': { tool: 'rust', version: 'toolchain', newest: '1.91' },
  'denoland/setup-deno': { tool: 'deno', version: 'deno-version', newest: '2.5' },
  'oven-sh/setup-bun': { tool: 'bun', version: 'bun-version', newest: '1.3' },
}

/** A toolchain that an action sets up, and what it keeps for later runs. */
export interface ReadTool {
  readonly tool: Tool
  readonly cache: Cache | undefined
  /** Whether the version stands for what the file says in other words. */
  readonly guessed: boolean
}

/** The toolchain that an action sets up; undefined for other actions and where the version is no portable one. */
export function readTool(call: ActionCall, known: Known, origin: Origin): ReadTool | undefined {
  const setup = own(setups, call.action)
  if (setup === undefined) return undefined
  const asked = inputOf(call, setup.version) ?? versionInRef(call)
  const version = asked === undefined ? undefined : readVersion(asked, known)
  if (asked?.includes('\n') || (version === undefined && asked?.includes('${{'))) return undefined
  const fixed = version ?? [setup.newest]
  return {
    tool: { name: setup.tool, version: fixed, with: buildToolOf(call), origin },
    cache: cacheOf(call, setup, origin),
    guessed: version === undefined,
  }
}

/** The input that takes the version of a toolchain, and the version; undefined where none is said. */
export function versionInput(step: DataMap): { readonly name: string; readonly value: string } | undefined {
  const call = actionOf(step)
  const name = call === undefined ? undefined : own(setups, call.action)?.version
  if (call === undefined || name === undefined) return undefined
  const value = inputOf(call, name) ?? versionInRef(call)
  return value === undefined ? undefined : { name, value }
}

/** A version without the signs that say what it says anyway: `20.x` is `20`. */
export function plainVersion(version: string): string {
  return version
    .trim()
    .replace(/^v(?=\d)/, '')
    .replace(/(\.[xX*])+$/, '')
}

// The name of the branch or tag of this action is the version: https://github.com/dtolnay/rust-toolchain
function versionInRef(call: ActionCall): string | undefined {
  if (call.action !== 'dtolnay/rust-toolchain') return undefined
  return /^(stable|nightly|beta|\d+\.\d+(\.\d+)?)$/.test(call.version) ? call.version : undefined
}

function readVersion(asked: string, known: Known): Text | undefined {
  const text = readText(asked, known, ['matrix'])
  const plain = text?.map((part) => (typeof part === 'string' ? plainVersion(part) : part))
  return plain?.every((part) => typeof part !== 'string' || /^\d[\w.+-]*$/.test(part)) ? plain : undefined
}

function buildToolOf(call: ActionCall): Tool['with'] {
  const cache = inputOf(call, 'cache')
  return call.action === 'actions/setup-java' && (cache === 'maven' || cache === 'gradle') ? cache : null
}

function cacheOf(call: ActionCall, setup: Setup, origin: Origin): Cache | undefined {
  const asked = inputOf(call, 'cache')
  if (asked === 'false' || asked?.includes('${{')) return undefined
  const manager = asked === undefined || asked === 'true' ? setup.keeps : asked
  return manager === undefined ? undefined : dependencyCache(manager, inputOf(call, 'cache-dependency-path'), origin)
}
