import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs commands in turns, so that a noisy minute is everybody's, and gives the median of the whole process in
 * milliseconds. A command is `{ name, args, cwd, before?, file?, mayFail? }`; `file` is the program, Node where left out.
 */
export function measure(commands, rounds) {
  const times = new Map(commands.map((command) => [command.name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const command of commands) {
      command.before?.()
      const start = process.hrtime.bigint()
      run(command)
      // The first round only fills the caches of the system.
      if (round >= 0) times.get(command.name).push(Number(process.hrtime.bigint() - start) / 1e6)
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]))
}

/** The peak memory of a Node process in megabytes. */
export function memory(command) {
  command.before?.()
  const hook = fileURLToPath(new URL('peak.cjs', import.meta.url))
  const { output } = run({ ...command, args: ['-r', hook, ...command.args] }, ['ignore', 'ignore', 'pipe', 'pipe'])
  return Number(output[3]) / 1024
}

function run({ name, file = process.execPath, args, cwd, mayFail = false }, stdio = ['ignore', 'ignore', 'pipe']) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const result = spawnSync(file, args, { cwd, env, stdio, maxBuffer: 2 ** 28 })
  if (result.status !== 0 && !(mayFail && result.status === 1))
    throw new Error(`${name} failed: ${result.error ?? result.stderr}`)
  return result
}

function median(list) {
  return list.sort((a, b) => a - b)[Math.floor(list.length / 2)]
}
