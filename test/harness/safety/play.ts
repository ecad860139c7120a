import type { WrittenFile } from '../tekton-objects.ts'

/** What happened in a repository. */
export type SafetyEvent =
  | { readonly kind: 'push'; readonly branch: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'pullRequest'; readonly source: string; readonly target: string; readonly fork: boolean }

/** How the jobs end, and whether people agree where they are asked. */
export interface Ends {
  readonly failing: readonly string[]
  readonly approved: boolean
}

/** What became of a job: `waiting` for a person, or for a job that does. */
export type Result = 'ran' | 'failed' | 'skipped' | 'waiting'

/** One job of a vendor's file in a run. */
export interface Node {
  readonly name: string
  /** The jobs that end before it starts. */
  readonly waits: readonly string[]
  /** Whether it starts when these have ended. */
  readonly starts: (results: ReadonlyMap<string, Result>) => boolean
  /** Whether a person must agree. */
  readonly gate: boolean
  readonly mayFail: boolean
  /** The text of its scripts. */
  readonly script: string
  /** What it prints where nothing fails. */
  readonly prints: () => string
  /** What it leaves for others. */
  readonly leaves?: () => void
}

/** What a vendor's files let happen, read from the files alone. */
export interface SafetyReader {
  /** The jobs of a run by the vendor's rules; none where the event starts nothing. */
  readonly nodes: (files: readonly WrittenFile[], event: SafetyEvent) => readonly Node[]
  /** What a job holds alone while it runs; undefined: nothing. */
  readonly lockOf: (files: readonly WrittenFile[], job: string) => string | undefined
  /** The secrets that a job of the run of an event can read. */
  readonly secretsOf: (files: readonly WrittenFile[], job: string, event: SafetyEvent) => readonly string[]
  /** What a job may write in the repository with its token; undefined: the file cannot say so. */
  readonly writesOf: (files: readonly WrittenFile[], job: string) => readonly string[] | undefined
}

/** What the tests let a job print, by its name. */
export function mark(job: string): string {
  return `RAN-${job}.`
}

/** The jobs of the story that did something, sorted. */
export function play(nodes: readonly Node[], { failing, approved }: Ends): readonly string[] {
  const results = new Map<string, Result>()
  const ran = new Set<string>()
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const visit = (node: Node): void => {
    if (results.has(node.name)) return
    const before = node.waits.flatMap((name) => byName.get(name) ?? [])
    before.forEach(visit)
    if (before.some(({ name }) => results.get(name) === 'waiting')) results.set(node.name, 'waiting')
    else if (!node.starts(results)) results.set(node.name, 'skipped')
    else if (node.gate && !approved) results.set(node.name, 'waiting')
    else {
      node.leaves?.()
      const jobs = [...node.prints().matchAll(/RAN-(\w+)\./g)].map((found) => found[1] as string)
      for (const job of jobs) ran.add(job)
      results.set(node.name, jobs.some((job) => failing.includes(job)) && !node.mayFail ? 'failed' : 'ran')
    }
  }
  nodes.forEach(visit)
  return [...ran].sort()
}

/** Whether all jobs waited for have ended well; `skippedToo`: a skipped one counts as well. */
export function endedWell(
  results: ReadonlyMap<string, Result>,
  waits: readonly string[],
  skippedToo: boolean,
): boolean {
  return waits.every((name) => {
    const result = results.get(name) ?? 'skipped'
    return result === 'ran' || (skippedToo && result === 'skipped')
  })
}
