import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { complaints, hasOfficial } from './github-accept.ts'
import { emitted } from './github-emit.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const stories = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.story.ts'),
)
const without = hasOfficial ? '' : ' (the schema of the community did not run: no ../shared)'

test.each(stories)(`%s is a workflow that nobody complains about${without}`, async (file) => {
  const { default: story } = (await import(`${examples}${file}`)) as { readonly default: Story }
  const { text, found } = await emitted(story)
  expect(found.filter((one) => one.severity === 'error')).toEqual([])
  expect(await complaints(text)).toEqual([])
})
