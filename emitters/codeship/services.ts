import type { Cell, Job, Service } from '../../src/ir.ts'
import { hasBash } from './tools.ts'
import type { Scope } from './values.ts'

/** How long a service may take until it is ready, in seconds. */
const patience = 120

/** The blocks that wait for the services of a job; CodeShip waits only for images that check their own health. */
export function waitFor(job: Job, { hosts }: Scope): readonly string[] {
  const bash = hasBash(job)
  return job.services
    .filter((service) => service.ready.by !== 'nothing')
    .map((service) => `# Wait for ${service.id}\n${waitForPort(service, hosts.get(service.id) ?? service.id, bash)}`)
}

/** The words of a command as CodeShip takes them apart: by spaces, with quotes around what has some. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[^\s'"\\]+$/.test(word) ? word : word.includes("'") ? `"${word}"` : `'${word}'`))
    .join(' ')
}

/** Whether a word can stand in a command, which has quotes and no escape. */
export function canStand(word: string): boolean {
  return !(word.includes("'") && word.includes('"')) && !/[\\\n]/.test(word)
}

/** A text in a cell, where nothing but the matrix is known. */
export function textIn(text: Service['image'], cell: Cell): string {
  return text
    .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
    .join('')
}

// Bash can knock at a port by itself; images without it mostly have netcat.
function waitForPort({ port }: Service, host: string, bash: boolean): string {
  const knock = `: </dev/tcp/${host}/${port}`
  if (bash) return `timeout ${patience} bash -c 'until ${knock}; do sleep 1; done' 2>/dev/null`
  const either = `bash -c "${knock}" || nc -z ${host} ${port}`
  return `timeout ${patience} sh -c 'until ${either}; do sleep 1; done' 2>/dev/null`
}
