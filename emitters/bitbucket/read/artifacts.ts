import type { Artifact, Status } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Rank } from './sections.ts'

/** Files that a step leaves: https://support.atlassian.com/bitbucket-cloud/docs/use-artifacts-in-steps/ */
export interface Upload {
  readonly name: string | undefined
  readonly type: string
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly when: string
  /** What a story has no word for. */
  readonly rest: DataMap
}

/** The files that a step leaves, whichever of its forms the key has. */
export function uploadsOf(data: Data | undefined): readonly Upload[] {
  const items = listOf(isMap(data) ? (data.upload ?? null) : data).filter(isMap)
  const plain = textsOf(isMap(data) ? (data.paths ?? null) : listOf(data).filter((item) => !isMap(item)))
  return [
    ...(plain.length === 0
      ? []
      : [{ name: undefined, type: 'shared', paths: plain, exclude: [], when: 'success', rest: {} }]),
    ...items.map((item) => {
      const { name, type, paths, 'ignore-paths': exclude, 'capture-on': when, ...rest } = item
      return {
        name: textOf(name ?? null),
        type: textOf(type ?? null) ?? 'shared',
        paths: textsOf(paths ?? null),
        exclude: textsOf(exclude ?? null),
        when: textOf(when ?? null) ?? 'success',
        rest,
      }
    }),
  ]
}

const statuses: Readonly<Record<string, Status>> = { success: 'success', failed: 'failure', always: 'always' }

/** The artifacts of a job, as far as a story can say them. */
export function readArtifacts(id: string, data: Data | undefined, origin: Origin): readonly Artifact[] {
  return uploadsOf(data).flatMap(({ name, type, paths, exclude, when }, index): readonly Artifact[] => {
    const own = paths.filter(canSay)
    if (own.length === 0 || type === 'test-reports') return []
    const known = name !== undefined && /^[A-Za-z0-9][\w.-]*$/.test(name) ? name : undefined
    return [
      {
        name: known ?? (index === 0 ? id : `${id}-${index + 1}`),
        paths: own.map((path) => path.replace(/^(?:\.\/)+/, '') || '.'),
        exclude: exclude.filter(canSay),
        retentionDays: 14,
        when: statuses[when] ?? 'success',
        ifMissing: 'ignore',
        modes: false,
        origin,
      },
    ]
  })
}

function canSay(path: string): boolean {
  return /^[^$\\~?[\]{}!]+$/.test(path) && !path.startsWith('/') && !path.split('/').includes('..')
}

/** The paths of reports that tests leave. */
export function reportPaths(data: Data | undefined): readonly string[] {
  return uploadsOf(data)
    .filter(({ type }) => type === 'test-reports')
    .flatMap(({ paths }) => paths.filter(canSay))
}

/**
 * What the artifacts of the steps of a section mean, by the places of the steps: which files each leaves, and whose it
 * takes. What they are called is for the file alone.
 */
export function artifactMeanings(ranks: readonly Rank[]): ReadonlyMap<string, Data> {
  const shared: { readonly rank: number; readonly text: string; readonly name: string | undefined }[] = []
  const made = new Map<string, Data>()
  let number = 0
  for (const [rank, { steps }] of ranks.entries())
    for (const { data, path } of steps) {
      const { artifacts } = data
      const uploads = uploadsOf(artifacts)
      const download = isMap(artifacts) ? (artifacts.download ?? true) : true
      const names = typeof download === 'boolean' ? undefined : textsOf(download)
      const takes = shared
        .filter((one) => one.rank < rank && (names === undefined ? download === true : names.includes(one.name ?? '')))
        .map(({ text }) => text)
      const left = uploads.map((upload) => ({ type: upload.type, text: JSON.stringify(meaningOf(upload)) }))
      const kept = left.filter(({ type }) => type !== 'test-reports').map(({ text }) => text)
      const reports = left.filter(({ type }) => type === 'test-reports').map(({ text }) => text)
      for (const [index, { type }] of left.entries())
        if (type === 'shared') shared.push({ rank, text: `${number}.${index}`, name: uploads[index]?.name })
      const parts = { takes, leaves: kept, reports }
      const said = Object.entries(parts).flatMap(([key, texts]) =>
        texts.length === 0 ? [] : [[key, texts.toSorted()]],
      )
      if (said.length > 0) made.set(path.join(' '), Object.fromEntries(said) as Data)
      number += 1
    }
  return made
}

// Where a name is written beside the folder of that name, it may be either; a folder is all that lies in it.
function meaningOf({ paths, exclude, when, rest }: Upload): Data {
  const all = paths.map((path) => path.replace(/^(?:\.\/)+/, '').replace(/\/$/, '/**'))
  const own = all.filter((path) => !(path.endsWith('/**') && all.includes(path.slice(0, -3))))
  return { ...rest, paths: [...new Set(own)].toSorted(), exclude: exclude.toSorted(), when }
}

/** The patch that gives the files of a written step the paths of the file, by the names that others take them by. */
export function uploadPatch(ours: Data | undefined, wanted: Data | undefined): Data | undefined {
  const written = isMap(ours) ? listOf(ours.upload ?? null).map(mapOf) : []
  const uploads = uploadsOf(wanted)
  if (written.length === 0 || written.length !== uploads.length) return undefined
  const isPlain = uploads.every(({ rest, exclude }) => Object.keys(rest).length === 0 && exclude.length === 0)
  return isPlain ? { upload: written.map((one, index) => ({ ...one, paths: uploads[index]?.paths ?? [] })) } : undefined
}
