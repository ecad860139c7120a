import { execFile } from 'node:child_process'
import type { Job } from '../ir.ts'

/** A container engine that works on this machine. */
export interface Engine {
  readonly name: 'docker' | 'podman'
  /** Calls it and gives what it printed; rejects with what it complained of. */
  readonly call: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<string>
}

/** Whether a job has something that an engine brings up, or uses one itself. */
export function wantsEngine({ container, services, tools }: Job): boolean {
  return container !== null || services.length > 0 || tools.some(({ name }) => name === 'docker')
}

/** Finds an engine that answers; undefined: there is none. */
export async function findEngine(
  env: NodeJS.ProcessEnv,
  has: (program: string) => boolean,
): Promise<Engine | undefined> {
  for (const name of ['docker', 'podman'] as const) {
    const engine = { name, call: caller(name, env) }
    if (!has(name)) continue
    try {
      // It asks the part that runs containers, which may be down or out of reach.
      await engine.call(['ps', '--quiet'])
      return engine
    } catch {
      // The other one may do.
    }
  }
  return undefined
}

function caller(name: string, env: NodeJS.ProcessEnv): Engine['call'] {
  return (args, more = {}) =>
    new Promise((resolve, reject) => {
      execFile(
        name,
        args,
        { env: { ...env, ...more }, encoding: 'utf8', maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout)
          else reject(new Error(stderr.trim().split('\n').at(-1) || error.message))
        },
      )
    })
}
