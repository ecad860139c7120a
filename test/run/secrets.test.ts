import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inNewFolder, writeInto } from '../harness/checkout.ts'
import { placeStory, runPlaced } from '../harness/run-here.ts'

const told = `import { job, push, secret, sh, step, story } from 'pipegen'
const plain = secret('PLAIN_SECRET')
const key = secret.file('KEY_FILE')
const uses = job({
  env: { TOKEN: plain, KEY: key },
  steps: [
    sh\`echo "a $TOKEN b"; echo "$TOKEN" | cut -c 1-4\`,
    sh\`printf '%s' "$TOKEN" | cut -c 1-6 | tr -d '\\n'; printf '%s\\n' "$TOKEN" | cut -c 7-\`,
    sh\`cat "$KEY"; tail -n 1 "$KEY"; stat -c %a "$KEY" >> "$TRACE"; wc -c < "$KEY" >> "$TRACE"\`,
    sh\`for letter in $(printf '%s' "$TOKEN" | fold -w 1); do printf '%s' "$letter"; done; echo\`,
  ],
})
const other = job({ steps: [sh\`echo "other [\\\${PLAIN_SECRET:-none}] [\\\${TOKEN:-none}] [\\\${UNUSED:-none}]" >> "$TRACE"\`] })
export default story({ name: 'told', on: [push()], stages: { one: { uses }, two: { other } } })
`
const secrets = `# comment
export PLAIN_SECRET=tops3cret-value   # behind it
KEY_FILE="-----BEGIN KEY-----\\nline-of-the-key\\n-----END KEY-----\\n"
UNUSED='quoted value'
`

test('secrets reach the jobs that name them, and no output', () => {
  inNewFolder((folder) => {
    const here = placeStory(folder, told)
    writeInto(folder, { 'secrets.env': secrets })
    const { code, stdout } = runPlaced(here, ['--secrets', join(folder, 'secrets.env')], { PLAIN_SECRET: 'another' })
    const output = stdout.toString()
    expect(code).toBe(0)
    for (const hidden of ['tops3cret-value', 'line-of-the-key', 'BEGIN KEY']) expect(output).not.toContain(hidden)
    expect(output).toContain('a *** b\ntops\n')
    // Also where it is written letter by letter, and where two programs write its halves.
    expect(output.match(/\*\*\*/g)?.length).toBeGreaterThan(4)
    expect(readFileSync(join(folder, 'trace'), 'utf8')).toBe('600\n54\nother [none] [none] [none]\n')
  })
})

test('a job whose secret nobody gave does not run, nor what waits for it', () => {
  inNewFolder((folder) => {
    const here = placeStory(folder, told)
    const all = runPlaced(here)
    expect(all.stderr).toContain("'uses' does not run here: nobody gave it PLAIN_SECRET and KEY_FILE")
    expect(all.stdout.toString()).toMatch(
      /uses +not run +it is given no PLAIN_SECRET, KEY_FILE\nother +not run +waits for uses\n/,
    )
    expect(all.code).toBe(0)
    // Who names the job wants it to run.
    expect(runPlaced(here, ['--job', 'uses']).code).toBe(1)
  })
})
