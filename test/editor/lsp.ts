import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import type { Editor } from './editor.ts'

type Message = {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** TypeScript 7's own language server, over the Language Server Protocol. */
export async function startLsp(tsc: string, root: string): Promise<Editor> {
  const server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map<number, (message: Message) => void>()
  let buffer = Buffer.alloc(0)
  server.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      const length = Number(
        /Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)).toString())?.[1] ?? Number.NaN,
      )
      if (end < 0 || buffer.length < end + 4 + length) return
      const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()) as Message
      buffer = buffer.subarray(end + 4 + length)
      if (message.id !== undefined && message.method !== undefined)
        send({ id: message.id, result: message.method === 'workspace/configuration' ? [null] : null })
      else if (message.id !== undefined) waiting.get(message.id)?.(message)
    }
  })
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  let id = 0
  const ask = <T>(method: string, params?: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const mine = ++id
      waiting.set(mine, (message) => {
        waiting.delete(mine)
        if (message.error === undefined) resolve(message.result as T)
        else reject(new Error(message.error.message))
      })
      send({ id: mine, method, ...(params === undefined ? {} : { params }) })
    })
  const tell = (method: string, params?: object): void => send({ method, ...(params === undefined ? {} : { params }) })
  const uri = (file: string): string => pathToFileURL(file).href
  const versions = new Map<string, number>()
  await ask('initialize', {
    processId: process.pid,
    rootUri: uri(root),
    capabilities: { textDocument: { completion: { completionItem: {} }, hover: { contentFormat: ['plaintext'] } } },
  })
  tell('initialized', {})
  return {
    open: async (file, text) => {
      versions.set(file, 1)
      tell('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'typescript', version: 1, text } })
    },
    change: async (file, text) => {
      const version = (versions.get(file) ?? 1) + 1
      versions.set(file, version)
      tell('textDocument/didChange', { textDocument: { uri: uri(file), version }, contentChanges: [{ text }] })
    },
    complete: async (file, position) => {
      type Item = { readonly label: string; readonly sortText?: string }
      const answer = await ask<{ readonly items: readonly Item[] } | readonly Item[] | null>(
        'textDocument/completion',
        { textDocument: { uri: uri(file) }, position },
      )
      const items: readonly Item[] = answer === null ? [] : 'items' in answer ? answer.items : answer
      return [...items]
        .sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
        .map((item) => item.label.replace(/\?$/, ''))
    },
    hover: async (file, position) => {
      const answer = await ask<{ readonly contents: { readonly value: string } | string } | null>(
        'textDocument/hover',
        { textDocument: { uri: uri(file) }, position },
      )
      return answer === null ? '' : typeof answer.contents === 'string' ? answer.contents : answer.contents.value
    },
    close: async () => {
      await ask('shutdown')
      tell('exit')
      server.kill()
    },
  }
}
