import type { Pipeline, Trigger } from '../../src/ir.ts'
import { disjoint } from '../../src/pattern.ts'

/** Whether the jobs of two stories may stand in one run. A person who starts a run by hand chooses one story. */
export function meet(one: Pipeline, other: Pipeline): boolean {
  return one.triggers.some((trigger) => other.triggers.some((second) => together(trigger, second)))
}

function together(one: Trigger, other: Trigger): boolean {
  if (one.kind === 'manual' && other.kind === 'manual') return false
  if (one.kind === 'schedule' && other.kind === 'schedule') return one.name === other.name
  if (one.kind === 'api' && other.kind === 'api') return one.event === other.event
  if (one.kind === 'push' && other.kind === 'push') return !apart(one.branches, other.branches)
  if (one.kind === 'pullRequest' && other.kind === 'pullRequest') return !apart(one.branches, other.branches)
  if (one.kind === 'tag' && other.kind === 'tag') return !apart(one.tags, other.tags)
  return false
}

function apart(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length > 0 && other.length > 0 && one.every((pattern) => other.every((second) => disjoint(pattern, second)))
  )
}

/** The stages of all stories, in an order that keeps the order of each; undefined if two stories order them in opposite ways. */
export function mergeStages(pipelines: readonly Pipeline[]): readonly string[] | undefined {
  const lists = pipelines.map((pipeline) => pipeline.stages.map((stage) => stage.name))
  const merged: string[] = []
  for (;;) {
    const open = lists.map((list) => list.filter((name) => !merged.includes(name)))
    const heads = open.flatMap((list) => list.slice(0, 1))
    if (heads.length === 0) return merged
    const next = heads.find((name) => open.every((list) => list.indexOf(name) <= 0))
    if (next === undefined) return undefined
    merged.push(next)
  }
}
