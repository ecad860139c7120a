import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { push, story } from '../../dsl/index.ts'
import type { Stages, Story } from '../../dsl/story.ts'
import type { Trigger } from '../../dsl/trigger.ts'
import { type Emitted, emitCodeship, said } from '../unit/codeship-emit.ts'

const folder = fileURLToPath(new URL('./codeship/', import.meta.url))

/** A trap of the vendor: files that fall into it, by their name in the folder beside this file, and how to see that ours do not. */
export interface Trap {
  readonly name: string
  readonly bad: string
  readonly stories: () => readonly Story[]
  readonly avoided: (files: Emitted) => boolean | Promise<boolean>
}

/** One story, on a push where nothing is said. */
export function one(
  stages: Stages,
  on: readonly Trigger[] = [push()],
  accept: Readonly<Record<string, string>> = {},
): readonly Story[] {
  return [story({ name: 'one', targets: ['codeship'], on, stages, accept } as never)]
}

/** Holds each trap: files as one would write them at first fall into it, and ours do not. */
export function holdTraps(traps: readonly Trap[]): void {
  describe.each(traps)('$name', ({ bad, stories, avoided }) => {
    test('files as one would write them at first fall into it', async () => {
      const { services, steps, files = {} } = parse(readFileSync(`${folder}${bad}.yml`, 'utf8'))
      expect(await avoided({ services, steps, files, found: [], pipelines: [] })).toBe(false)
    })

    test('ours do not', async () => {
      const emitted = await emitCodeship(...stories())
      expect(said(emitted, 'error')).toEqual([])
      expect(await avoided(emitted)).toBe(true)
    })
  })
}
