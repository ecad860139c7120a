import { whyOf } from '../load/why.ts'
import type { Engine } from './engine.ts'
import type { Host, Machine } from './host.ts'
import { type Address, type Sight, write } from './sight.ts'
import { awaitService, startService } from './start-service.ts'
import type { Unit } from './unit.ts'
import { wholeName } from './whole-name.ts'

/** What containers of a run share. */
export interface Containers {
  readonly engine: Engine
  /** A label that all of them carry. */
  readonly label: string
  /** Beginning of their names. */
  readonly prefix: string
  /** Folders that steps see inside as they are outside. */
  readonly folders: readonly string[]
  /** Services that a person started. */
  readonly given: ReadonlyMap<string, Address>
}

// The steps are started in it one by one; the entry point of the image is not run.
const idle = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'

/** Brings up the container of a unit, and its services in a network of their own. A text says why that cannot be done. */
export function containerMachine(shared: Containers): Host['machine'] {
  const { engine, label, prefix, given } = shared
  return async (unit, sight, signal) => {
    const { job, index } = unit
    const wanted = job.services.filter(({ id }) => !given.has(id))
    if (job.container === null && wanted.length === 0) return bare(given)
    const network = `${prefix}-${index}-${sight.attempt}`
    const names: string[] = []
    let owner: string | undefined
    const close = async (): Promise<void> => {
      if (owner !== undefined) await giveBack(engine, network, sight.workspace, owner)
      // What is only removed is asked to end first, and one of the engines waits for it.
      for (const words of [['kill'], ['rm', '--force', '--volumes']])
        if (names.length > 0) await engine.call([...words, ...names]).catch(() => {})
      await engine.call(['network', 'rm', network]).catch(() => {})
    }
    try {
      await engine.call(['network', 'create', '--label', label, network])
      const services = new Map(given)
      for (const service of wanted) {
        const name = `${network}-${service.id}`
        names.push(name)
        await startService({ engine, label, network, name, published: job.container === null }, service, sight)
      }
      for (const service of wanted) {
        const address = await awaitService(engine, `${network}-${service.id}`, service, job.container === null, signal)
        services.set(service.id, address)
      }
      if (job.container === null) return { ...bare(services), close }
      names.push(network)
      await startContainer(shared, unit, sight, network)
      owner = await handOver(engine, network, sight.workspace)
      return {
        services,
        inside: (variables, folder) => insideOf(engine, network, variables, folder),
        end: async () => {
          await engine.call(['exec', '--user', '0', network, 'sh', '-c', 'kill -s KILL -1']).catch(() => {})
        },
        close,
      }
    } catch (error) {
      await close()
      return `${engine.name} failed: ${whyOf(error)}`
    }
  }
}

function bare(services: ReadonlyMap<string, Address>): Machine {
  return { services, inside: () => [], end: async () => {}, close: async () => {} }
}

async function startContainer(
  { engine, label, folders }: Containers,
  { job }: Unit,
  sight: Sight,
  name: string,
): Promise<void> {
  const volumes = [sight.workspace, ...folders].flatMap((folder) => ['--volume', `${folder}:${folder}`])
  const user = job.container?.user == null ? [] : ['--user', job.container.user]
  const head = ['run', '--detach', '--name', name, '--network', name, '--label', label, '--workdir', sight.workspace]
  // Where the system labels files, those of this machine are not for containers, unless these go without labels.
  const labels = ['--security-opt', 'label=disable']
  const image = await wholeName(engine, write(job.container?.image ?? [], sight))
  await engine.call([...head, ...labels, ...volumes, ...user, '--entrypoint', 'sh', image, '-c', idle])
}

// Variables are named and not told: no value stands on a command line.
function insideOf(
  { name: engine }: Engine,
  container: string,
  variables: readonly string[],
  folder: string,
): readonly string[] {
  const names = ['CI', ...variables].flatMap((variable) => ['--env', variable])
  return [engine, 'exec', '--workdir', folder, ...names, container]
}

// The image may have a user of its own, who gets the files. Gives whose they were, as it is seen from the inside, where
// numbers of users may be others.
async function handOver({ call }: Engine, container: string, workspace: string): Promise<string | undefined> {
  const script = `owner=$(stat -c %u:%g "$0") user=$(stat -c %u:%g /proc/1) && { [ "\${user%:*}" = 0 ] || chown -R "$user" "$0"; } && echo "$owner"`
  const printed = await call(['exec', '--user', '0', container, 'sh', '-c', script, workspace]).catch(() => '')
  return /^\d+:\d+$/m.exec(printed)?.[0]
}

// What steps wrote as another user could not be removed by this one.
async function giveBack({ call }: Engine, container: string, workspace: string, owner: string): Promise<void> {
  await call(['exec', '--user', '0', container, 'chown', '-R', owner, workspace]).catch(() => {})
}
