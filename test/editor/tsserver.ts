import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Editor } from './editor.ts'

type Answer = {
  readonly type: string
  readonly request_seq?: number
  readonly success?: boolean
  readonly message?: string
  readonly body?: unknown
}

/** TypeScript 6's language server, over its own protocol. */
export async function startTsserver(script: string, root: string): Promise<Editor> {
  const server = spawn(process.execPath, [script, '--disableAutomaticTypingAcquisition'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return
    const answer = JSON.parse(line) as Answer
    if (answer.type === 'response' && answer.request_seq !== undefined) waiting.get(answer.request_seq)?.(answer)
  })
  let seq = 0
  const tell = (command: string, args: object): number => {
    seq += 1
    server.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`)
    return seq
  }
  const ask = <T>(command: string, args: object): Promise<T | undefined> =>
    new Promise((resolve) => {
      const mine = tell(command, args)
      waiting.set(mine, (answer) => {
        waiting.delete(mine)
        resolve(answer.success === true ? (answer.body as T) : undefined)
      })
    })
  const at = (file: string, place: { readonly line: number; readonly character: number }) => ({
    file,
    line: place.line + 1,
    offset: place.character + 1,
  })
  return {
    open: async (file, text) => {
      tell('open', { file, fileContent: text, scriptKindName: 'TS', projectRootPath: root })
    },
    change: async (file, text) => {
      tell('close', { file })
      tell('open', { file, fileContent: text, scriptKindName: 'TS', projectRootPath: root })
    },
    complete: async (file, place) => {
      type Entry = { readonly name: string; readonly sortText: string }
      const answer = await ask<{ readonly entries: readonly Entry[] }>('completionInfo', {
        ...at(file, place),
        includeExternalModuleExports: false,
      })
      return [...(answer?.entries ?? [])]
        .sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0))
        .map((entry) => entry.name)
    },
    hover: async (file, place) => {
      const answer = await ask<{
        readonly displayString: string
        readonly documentation: unknown
        readonly tags?: readonly { readonly name: string; readonly text?: unknown }[]
      }>('quickinfo', at(file, place))
      return answer === undefined ? '' : JSON.stringify([answer.displayString, answer.documentation, answer.tags])
    },
    close: async () => {
      server.kill()
    },
  }
}
