import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { push, story } from '../../dsl/index.ts'
import type { Stages, Story } from '../../dsl/story.ts'
import type { Trigger } from '../../dsl/trigger.ts'
import type { BitbucketFile } from '../../emitters/bitbucket/schema.ts'
import { emitBitbucket, said, stepOf } from '../unit/bitbucket-emit.ts'
import { runStep } from '../unit/bitbucket-session.ts'

const folder = fileURLToPath(new URL('./bitbucket/', import.meta.url))

/** A trap of the vendor: what a naive file does, by its name in the folder beside this file, and how to see that ours does not. */
export interface Trap {
  readonly name: string
  readonly naive: string
  readonly stories: () => readonly Story[]
  readonly avoided: (file: BitbucketFile) => boolean
}

/** A story of stages. */
export const told = (name: string, on: readonly Trigger[], stages: Stages): Story => story({ name, on, stages })
/** One story, on a push where nothing is said. */
export const one = (stages: Stages, ...on: readonly Trigger[]): readonly Story[] => [
  told('one', on.length === 0 ? [push()] : on, stages),
]
/** The steps of a push. */
export const main = (file: BitbucketFile) => file.pipelines?.default
/** What a step of them does in a shell. */
export const trace = (file: BitbucketFile, name: string, shell = 'dash') => runStep(stepOf(main(file), name), shell)
/** The script of a step, as one text. */
export const lines = (file: BitbucketFile, name: string, list: unknown = main(file)) =>
  (stepOf(list, name).script ?? []).map(String).join('\n')

/** Holds each trap: a naive file falls into it, and ours does not. */
export function holdTraps(traps: readonly Trap[]): void {
  describe.each(traps)('$name', ({ naive, stories, avoided }) => {
    test('a naive file falls into it', () => {
      expect(avoided(parse(readFileSync(`${folder}${naive}.yml`, 'utf8')))).toBe(false)
    })

    test('ours does not', async () => {
      const emitted = await emitBitbucket(...stories())
      expect(said(emitted, 'error')).toEqual([])
      expect(avoided(emitted.file)).toBe(true)
    })
  })
}
