import { compileStory } from '../../dsl/compile.ts'
import type { Story } from '../../dsl/story.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import type { Vendor } from '../../src/vendor.ts'
import { allVendors } from './translate-case.ts'

const setting = {
  source: 'story.ts',
  vendors: allVendors.map(({ id }) => id),
  usual: (vendor: string) => allVendors.find(({ id }) => id === vendor)?.usual,
}

/** The pipeline of a story that a test makes; a finding is a fault of the test. */
export function compileSpec(story: Story): Pipeline {
  const { report, found } = collect()
  const pipeline = compileStory(story, setting, report)
  if (pipeline === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  return pipeline
}

/** The only file that a vendor makes of a pipeline, as text; undefined where the vendor refuses the story. */
export async function emitOne(pipeline: Pipeline, vendor: Vendor): Promise<string | undefined> {
  return (await emitAll(pipeline, vendor))[0]?.text
}

/** The files that a vendor makes of a pipeline. */
export async function emitAll(pipeline: Pipeline, vendor: Vendor): Promise<readonly Output[]> {
  return emitStories([pipeline], [vendor], collect().report)
}
