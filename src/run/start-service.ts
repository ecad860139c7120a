import type { Service } from '../ir.ts'
import type { Engine } from './engine.ts'
import { type Address, type Sight, write } from './sight.ts'
import { wholeName } from './whole-name.ts'

/** Where a service is brought up. */
export interface ServicePlace {
  readonly engine: Engine
  readonly label: string
  readonly network: string
  readonly name: string
  /** Whether the machine itself reaches it, by a port of its own choice. */
  readonly published: boolean
}

// How long a service has until it is ready, and how often it is asked, in milliseconds.
const patience = 120_000
const pause = 250

/** Starts a service. Its variables are named on the command line, and told in the environment. */
export async function startService(
  { engine, label, network, name, published }: ServicePlace,
  service: Service,
  sight: Sight,
): Promise<void> {
  const env = Object.fromEntries(service.env.map((entry) => [entry.name, write(entry.value, sight)]))
  const head = [
    'run',
    '--detach',
    '--name',
    name,
    '--network',
    network,
    '--network-alias',
    service.id,
    '--label',
    label,
  ]
  const port = published ? ['--publish', `127.0.0.1::${service.port}`] : []
  const names = Object.keys(env).flatMap((variable) => ['--env', variable])
  const image = await wholeName(engine, write(service.image, sight))
  await engine.call([...head, ...port, ...names, image, ...service.command], env)
}

/** Waits until a service is ready, and says where it answers. */
export async function awaitService(
  { call }: Engine,
  name: string,
  service: Service,
  published: boolean,
  signal: AbortSignal,
): Promise<Address> {
  const { ready, port, id } = service
  const until = Date.now() + patience
  while (!(await isReady(call, name, service))) {
    if (signal.aborted) break
    if (Date.now() > until)
      throw new Error(`the service ${id} was not ready within ${patience / 1000} seconds (${ready.by})`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  if (!published) return { host: id, port: String(port) }
  const printed = await call(['port', name, `${port}/tcp`])
  return { host: '127.0.0.1', port: /:(\d+)\s*$/m.exec(printed)?.[1] ?? String(port) }
}

async function isReady(call: Engine['call'], name: string, { ready, port, id }: Service): Promise<boolean> {
  if (ready.by === 'nothing') return true
  const command = ready.by === 'command' ? ['sh', '-c', ready.command] : ['cat', '/proc/net/tcp', '/proc/net/tcp6']
  try {
    const printed = await call(['exec', name, ...command])
    return ready.by === 'command' || listens(printed, port)
  } catch (error) {
    // An image without cat cannot be asked; a service that has stopped never gets ready.
    if (/(?:is|are) not running|state improper|no such container/i.test(String(error)))
      throw new Error(`the service ${id} has ended`)
    return ready.by === 'port' && /executable file.* not found/i.test(String(error))
  }
}

// The state 0A is that of a socket that waits for connections: https://docs.kernel.org/networking/proc_net_tcp.html
function listens(table: string, port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return new RegExp(`^ *\\d+: [0-9A-F]+:${hex} [0-9A-F]+:0000 0A `, 'm').test(table)
}
