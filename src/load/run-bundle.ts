import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import type { Bundle } from './bundle.ts'
import { guardProcess } from './guard.ts'
import { moduleMeta } from './module-meta.ts'

/** What running a bundle came to. */
export type Ran = { readonly exports: unknown } | { readonly thrown: unknown } | { readonly endless: true }

/** What a story gets for a name instead of what is installed. */
export type Modules = Readonly<Record<string, unknown>>

const slot = Symbol.for('pipegen.story')

/** Runs a bundle to its end or to the time limit; nothing that it does ends or disturbs the process. */
export async function runBundle(bundle: Bundle, modules: Modules, seconds: number): Promise<Ran> {
  // What runs after an await is out of reach of the script's own time limit.
  const callOff = bundle.awaits ? (await import('./watchdog.ts')).interruptAfter(seconds * 1000) : undefined
  const guard = guardProcess()
  const until = Date.now() + seconds * 1000
  try {
    const { pending, module } = start(bundle, modules, seconds * 1000)
    const ended = !bundle.awaits || (await inTime([pending, guard.strayed], until))
    // A rejection that nobody handles is told at the end of the turn.
    await new Promise((resolve) => setImmediate(resolve))
    const stray = guard.stray()
    if (stray !== undefined) return { thrown: stray.reason }
    return ended ? { exports: module.exports } : { endless: true }
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? { endless: true } : { thrown: error }
  } finally {
    guard.end()
    callOff?.()
  }
}

interface Started {
  readonly pending: unknown
  readonly module: { readonly exports: unknown }
}

function start(bundle: Bundle, modules: Modules, timeout: number): Started {
  const opening = `globalThis[Symbol.for('pipegen.story')](${bundle.awaits ? 'async ' : ''}function (exports, require, module, __pipegen_meta) {`
  const script = new Script(`${opening}${bundle.code}\n})`, { filename: bundle.name, columnOffset: -opening.length })
  const module = { exports: {} }
  // Made when it is called for: most stories require nothing else, and making it takes as long as running the story.
  let local: NodeJS.Require | undefined
  const require = (id: string): unknown => {
    if (Object.hasOwn(modules, id)) return modules[id]
    local ??= createRequire(bundle.file)
    return local(id)
  }
  const holder = globalThis as { [slot]?: unknown }
  // The time limit holds for what the script itself calls, so the function is called from there.
  holder[slot] = (body: (...args: readonly unknown[]) => unknown) =>
    body.call(module.exports, module.exports, require, module, moduleMeta(bundle))
  try {
    return { pending: script.runInThisContext({ timeout }), module }
  } finally {
    delete holder[slot]
  }
}

async function inTime(pending: readonly unknown[], until: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), until - Date.now())
  })
  try {
    return await Promise.race([Promise.race(pending).then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
