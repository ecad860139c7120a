import type { Yaml, YamlFile, YamlMap } from './document.ts'
import { writeMap, writeSequence } from './yaml/block.ts'
import { writeComments } from './yaml/comment.ts'
import { plainHeads } from './yaml/head.ts'
import { isSequence } from './yaml/notes.ts'
import type { Out } from './yaml/out.ts'

/** The text of a YAML file: its header, then its documents in block style. */
export function printYaml(file: YamlFile): string {
  const header = file.header.flatMap(writeComments).join('\n')
  const documents = file.documents.map((document) => writeDocument(document, file)).join('---\n')
  if (header === '') return documents
  return documents === '' ? `${header}\n` : `${header}\n\n${documents}`
}

function writeDocument(document: YamlMap | readonly Yaml[], { plainKeys = [], dress }: YamlFile): string {
  const out: Out = { text: '', kept: false, heads: [plainHeads(plainKeys)], items: [], dress }
  if (isSequence(document)) {
    writeSequence(document, '', false, out)
    return out.text === '' ? '[]\n' : `${out.text.slice(1)}\n`
  }
  writeMap(document, '', false, false, out)
  return out.text === '' ? '{}\n' : `${out.text.slice(1)}\n`
}
