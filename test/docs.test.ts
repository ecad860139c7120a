import { join } from 'node:path'
import { expect, test } from 'vitest'
import { capabilities } from '../src/run/capabilities.ts'
import { writeRunner, writeTable, writeVariant } from '../src/table.ts'
import { projectRoot } from './harness/case-folder.ts'
import { expectText } from './harness/expect-files.ts'
import { allVendors } from './harness/translate-case.ts'

const intro = `# Features

What each vendor makes of each feature; \`npx pipegen targets\` says the same of one story, and
\`npx pipegen explain job.matrix\` of one feature. This page is made from the table in the source.

- **native**: the vendor's own construct, with the same meaning.
- **lowered**: the same meaning in other words; a note says how.
- **setup**: the vendor has it in its settings; the checklist says what to set where.
- **degraded**: it runs and means less; a warning says what is lost.
- **refused**: it cannot be had; an error says what to write instead.

Where a feature is marked "exact or refused", anything less than its meaning is an error unless the story accepts it by
name. "Mostly" means that some uses get another answer; the finding says which.
`

const mains = allVendors.filter(({ variantOf }) => variantOf === undefined)
const variants = allVendors.flatMap((variant) => {
  const vendor = mains.find(({ id }) => id === variant.variantOf)
  return vendor === undefined ? [] : [writeVariant(variant, vendor)]
})

test('the feature table of the documentation is that of the source', () => {
  expect(variants).toHaveLength(allVendors.length - mains.length)
  expectText(
    join(projectRoot, 'docs/features.md'),
    [intro, writeTable(mains), ...variants, writeRunner('`pipegen run`', capabilities)].join('\n'),
  )
})
