import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../harness/case-folder.ts'
import { type Claim, claimOf, ownTrace, storyFolder, storyNames } from '../harness/conform.ts'
import { expectText, readExpected } from '../harness/expect-files.ts'
import { isBeyondGitlabLocal } from '../harness/run-gitlab.ts'
import { allVendors } from '../harness/translate-case.ts'

const text = (name: string, ending: string) => readExpected(join(storyFolder, `${name}.${ending}`))

function cellOf(name: string, vendor: string, { files, refused, degraded, held }: Claim): string {
  if (refused.length > 0) return `refused: ${refused.map((one) => `\`${one}\``).join(', ')}`
  const own = ownTrace(name, vendor)
  if (own !== '')
    return `other: ${degraded
      .filter((one) => one !== 'job.machine')
      .map((one) => `\`${one}\``)
      .join(', ')}`
  if (vendor === 'gitlab' && isBeyondGitlabLocal(files[0]?.text ?? '')) return 'not run: gitlab-ci-local cannot'
  const ran = held.filter((job) =>
    text(name, 'trace.txt')
      .split('\n')
      .some((line) => line.startsWith(`${job} `)),
  )
  return ran.length > 0 && text(name, 'trace.txt').startsWith('exit 1') ? `same, but for ${ran.join(', ')}` : 'same'
}

test('the table of stories and vendors is up to date', async () => {
  const rows: string[][] = []
  for (const name of storyNames) {
    const about = /^\/\/ (.*)/.exec(text(name, 'story.ts'))?.[1] ?? ''
    const cells: string[] = []
    for (const vendor of allVendors) cells.push(cellOf(name, vendor.id, await claimOf(name, vendor)))
    rows.push([`\`${name}\` ${about}`, ...cells])
  }
  const head = ['story', ...allVendors.map(({ title }) => title)]
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
  expectText(join(projectRoot, 'docs/conformance.md'), `${intro.join('\n')}\n${lines.join('\n')}\n`)
  expect(rows.length).toBeGreaterThan(20)
})

const intro = [
  '# What runs the same',
  '',
  'Each story below is run by `pipegen run`, and from the files that pipegen writes for each vendor, in the shells and the order that',
  'the vendor documents (GitLab: by gitlab-ci-local). What the jobs did, what they printed and how all of it ended is one text, the trace.',
  'The stories and their traces are in `test/conformance/stories`; tests hold every cell.',
  '',
  '- same: the trace is that of `pipegen run`.',
  '- same, but for: these jobs may not begin after a failure of a job that they do not wait for; emitting says so.',
  '- other: the vendor does less, as the named feature in [features.md](features.md) says.',
  '- not run: GitLab does it by its documents, and the program that stands for it here does not.',
  '- refused: nothing is written; the named features in [features.md](features.md), or a finding, say why.',
  '',
]
