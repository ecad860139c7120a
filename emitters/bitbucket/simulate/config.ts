import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { parseYaml } from '../../../src/yaml/read.ts'

/** What Bitbucket reads. */
export interface Config {
  readonly path: string
  readonly pipelines: DataMap
  readonly triggers: DataMap
  readonly definitions: DataMap
  readonly options: DataMap
  /** How steps fetch the sources that say nothing of it. */
  readonly clone: Data | undefined
  /** The image of steps that name none. */
  readonly image: Data | undefined
  /** What the comments of files of pipegen say of custom pipelines: who starts them, which the settings decide. */
  readonly startedBy: ReadonlyMap<string, string>
}

/** The configuration among files; undefined where there is none, or none that can be read. */
export function readConfig(files: readonly SourceFile[]): Config | undefined {
  const file = files.find(({ path }) => /(^|\/)bitbucket-pipelines\.ya?ml$/.test(path)) ?? files[0]
  if (file === undefined) return undefined
  const { documents, errors } = parseYaml(file.text, { merge: true })
  if (errors.length > 0) return undefined
  const root: Data = documents[0]?.value ?? null
  const { pipelines, triggers, definitions, options, image, clone } = mapOf(root)
  return {
    path: file.path,
    pipelines: mapOf(pipelines),
    triggers: mapOf(triggers),
    definitions: mapOf(definitions),
    options: mapOf(options),
    image,
    clone,
    startedBy: commentsIn(file.text),
  }
}

function commentsIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^ +# Started (by .*)\n +(?:"([^"\n]+)"|([\w.-]+)):/gm)].map(
      ([, who = '', quoted, plain]) => [quoted ?? plain ?? '', who] as const,
    ),
  )
}
