// Measures types: how long the compiler takes for a story of many jobs, and its language server for a completion in it.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(repository, 'node_modules/typescript/bin/tsc')

/** Rows of a table: jobs, milliseconds of `tsc`, milliseconds of the first, the median and the slowest later completion. */
export async function measureEditor(sizes, completions) {
  const rows = []
  for (const jobs of sizes) {
    const folder = project(jobs)
    const checks = [1, 2, 3].map(() => timed(() => spawnSync(process.execPath, [tsc, '--noEmit', '-p', folder])))
    const [first, ...later] = await complete(folder, jobs, completions)
    later.sort((a, b) => a - b)
    rows.push([jobs, checks.sort((a, b) => a - b)[1], first, later[later.length >> 1], later.at(-1)])
    rmSync(folder, { recursive: true, force: true })
  }
  return rows
}

function project(jobs) {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-bench-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(repository, join(folder, 'node_modules/pipegen'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  writeFileSync(join(folder, 'ci.story.ts'), storyOf(jobs, ''))
  return folder
}

// Written out, each job with an output, a matrix, and a need of the one before.
function storyOf(jobs, extra) {
  const names = Array.from({ length: jobs }, (_, index) => `job${index}`)
  const consts = names.map(
    (name, index) =>
      `const ${name} = job({ ${index === 0 ? '' : `needs: [${names[index - 1]}], `}outputs: ['digest', 'tag'], env: { INDEX: '${index}' }, steps: [sh\`npm ci\`, sh\`npm test\`] })`,
  )
  return `import { job, push, sh, story } from 'pipegen'
${consts.join('\n')}
${extra}
export default story({ name: 'bench', targets: ['github', 'gitlab'], on: [push()], stages: { all: { ${names.join(', ')} } } })
`
}

async function complete(folder, jobs, count) {
  const server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  const { ask, tell } = connect(server)
  const uri = pathToFileURL(join(folder, 'ci.story.ts')).href
  await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} })
  tell('initialized', {})
  const opened = { uri, languageId: 'typescript', version: 1, text: storyOf(jobs, '') }
  tell('textDocument/didOpen', { textDocument: opened })
  const times = []
  let length = 0
  for (let turn = 0; turn <= count; turn++) {
    // Somebody types: each completion sees another text.
    const owner = `job${(turn * 37) % jobs}`
    const line = `const last = job({ needs: [${owner}], steps: [sh\`deploy \${${owner}.outputs.}\`] })`
    const range = { start: { line: jobs + 1, character: 0 }, end: { line: jobs + 1, character: length } }
    length = line.length
    tell('textDocument/didChange', {
      textDocument: { uri, version: turn + 2 },
      contentChanges: [{ range, text: line }],
    })
    const start = performance.now()
    const position = { line: jobs + 1, character: line.indexOf('outputs.') + 'outputs.'.length }
    const answer = await ask('textDocument/completion', { textDocument: { uri }, position })
    times.push(performance.now() - start)
    const items = answer?.items ?? answer ?? []
    if (!items.some(({ label }) => label === 'digest')) throw new Error(`no completion in a story of ${jobs} jobs`)
  }
  server.kill()
  return times
}

function connect(server) {
  const waiting = new Map()
  let buffer = Buffer.alloc(0)
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  server.stdout.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)).toString())?.[1])
      if (end < 0 || !(buffer.length >= end + 4 + length)) return
      const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString())
      buffer = buffer.subarray(end + 4 + length)
      if (message.method === undefined) waiting.get(message.id)?.(message.result)
      else if (message.id !== undefined) send({ id: message.id, result: null })
    }
  })
  let id = 0
  return {
    ask: (method, params) =>
      new Promise((resolve) => {
        waiting.set(++id, resolve)
        send({ id, method, params })
      }),
    tell: (method, params) => send({ method, params }),
  }
}

function timed(work) {
  const start = performance.now()
  const { status, stdout } = work()
  if (status !== 0) throw new Error(`the types of the story are wrong: ${stdout}`)
  return performance.now() - start
}
