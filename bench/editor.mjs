// Measures types: how long the compiler takes for a story of many jobs, and its language server for a completion in it.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(repository, 'node_modules/typescript/bin/tsc')

// The same names with types that say nothing: what is left is the compiler and its server, for a text of the same size.
const bareTypes = `export declare function job(spec: any): { readonly outputs: { readonly digest: string; readonly tag: string } }
export declare function sh(text: TemplateStringsArray, ...values: any[]): any
export declare function push(spec?: any): any
export declare function story(spec: any): any
`

/**
 * For a story of so many jobs, in rows of `depth` that each need the one before, with our types and with bare ones:
 * milliseconds of `tsc`, and of the first, the median and the slowest later completion. Both servers take turns.
 */
export async function measureEditor({ jobs, depth }, completions) {
  const folders = [linked, bare].map((add) => project(storyOf(jobs, depth, ''), add))
  const checks = folders.map(() => [])
  for (let round = 0; round < 3; round++)
    for (const [index, folder] of folders.entries())
      checks[index].push(timed(() => spawnSync(process.execPath, [tsc, '--noEmit', '-p', folder])))
  const writers = []
  const times = []
  // One after the other: a server that waits for its turn would be warm at its first completion.
  for (const folder of folders) {
    const writer = await openWriter(folder, jobs, depth)
    times.push([await writer.complete(0)])
    writers.push(writer)
  }
  for (let turn = 1; turn <= completions; turn++)
    for (const [index, writer] of writers.entries()) times[index].push(await writer.complete(turn))
  for (const writer of writers) writer.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  const [ours, floor] = times.map(([first, ...later], index) => ({
    check: median(checks[index]),
    first,
    median: median(later),
    slowest: Math.max(...later),
  }))
  return { ours, floor }
}

function linked(folder) {
  symlinkSync(repository, folder)
}

function bare(folder) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "name": "pipegen", "type": "module", "types": "./index.d.ts" }')
  writeFileSync(join(folder, 'index.d.ts'), bareTypes)
}

function project(story, addPipegen) {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-bench-'))
  mkdirSync(join(folder, 'node_modules'))
  addPipegen(join(folder, 'node_modules/pipegen'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  writeFileSync(join(folder, 'ci.story.ts'), story)
  return folder
}

// Written out, each job with an output and a need of the one before in its row.
function storyOf(jobs, depth, extra) {
  const names = Array.from({ length: jobs }, (_, index) => `job${index}`)
  const consts = names.map(
    (name, index) =>
      `const ${name} = job({ ${index % depth === 0 ? '' : `needs: [${names[index - 1]}], `}outputs: ['digest', 'tag'], env: { INDEX: '${index}' }, steps: [sh\`npm ci\`, sh\`npm test\`] })`,
  )
  return `import { job, push, sh, story } from 'pipegen'
${consts.join('\n')}
${extra}
export default story({ name: 'bench', targets: ['github', 'gitlab'], on: [push()], stages: { all: { ${names.join(', ')} } } })
`
}

async function openWriter(folder, jobs, depth) {
  const server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  const { ask, tell } = connect(server)
  const uri = pathToFileURL(join(folder, 'ci.story.ts')).href
  await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} })
  tell('initialized', {})
  const opened = { uri, languageId: 'typescript', version: 1, text: storyOf(jobs, depth, '') }
  tell('textDocument/didOpen', { textDocument: opened })
  let length = 0
  // Somebody types: each completion sees another text.
  const complete = async (turn) => {
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
    const time = performance.now() - start
    const items = answer?.items ?? answer ?? []
    if (!items.some(({ label }) => label === 'digest')) throw new Error(`no completion in a story of ${jobs} jobs`)
    return time
  }
  return { complete, close: () => server.kill() }
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

function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1]
}
