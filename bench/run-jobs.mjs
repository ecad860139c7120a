// Measures 200 jobs of `true` against the same 200 processes started by a shell loop with two workers: node bench/run-jobs.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 15)
const root = fileURLToPath(new URL('..', import.meta.url))
const program = process.env.PIPEGEN_PROGRAM ?? join(root, 'dist/cli.cjs')
const folder = mkdtempSync(join(tmpdir(), 'pipegen-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/pipegen'))
writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
writeFileSync(join(folder, 'step.sh'), 'true\n')
writeFileSync(
  join(folder, 'ci.story.ts'),
  `import { job, push, sh, story } from 'pipegen'
const jobs = Object.fromEntries(Array.from({ length: 200 }, (_, index) => ['job' + index, job({ steps: [sh\`true\`] })]))
export default story({ name: 'many', on: [push()], stages: { test: jobs } })
`,
)
const { NODE_EXTRA_CA_CERTS, ...env } = process.env
const call = (command, args) => {
  const began = performance.now()
  const { status } = spawnSync(command, args, { cwd: folder, env, stdio: 'ignore' })
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
  return performance.now() - began
}
call('git', ['init', '--quiet'])
call('git', ['add', '--all'])
call('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet', '--message', 'All'])
const run = () => call(process.execPath, [program, 'run', '--jobs', '2'])
const loop = () => call('sh', ['-c', 'seq 200 | xargs -P 2 -I{} bash --noprofile --norc -eo pipefail step.sh'])
run()
const times = Array.from({ length: rounds }, () => ({ run: run(), loop: loop() }))
const median = (key) => times.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)]
console.log(
  `200 jobs of true: ${median('run').toFixed(0)} ms; the shell loop: ${median('loop').toFixed(0)} ms; ${(median('run') / median('loop')).toFixed(2)} times as long (medians of ${rounds}, in turns)`,
)
