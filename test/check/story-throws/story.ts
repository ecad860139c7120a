// The story fails while it is read.
import { job, push, sh, story } from 'pipegen'

const versions = versionsOf({ node: ['22', '24'] }, 'deno')
const unit = job({ matrix: { version: versions }, steps: ({ version }) => [sh`make test-${version}`] })

function versionsOf(known: Readonly<Record<string, readonly string[]>>, tool: string): readonly string[] {
  if (known[tool] === undefined) throw new Error(`no versions of ${tool} are known`)
  return known[tool]
}

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
