import type { Report } from '../../../../src/diagnostics.ts'
import type { Origin } from '../../../../src/origin.ts'
import { addressOf } from '../../../../src/read/cursor.ts'
import { type OpenDocument, open } from '../../../../src/read/open.ts'
import type { Carried, Reason, SourceFile } from '../../../../src/read/reading.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import type { Path } from '../../../../src/yaml/find.ts'
import { parseYaml } from '../../../../src/yaml/read.ts'
import { mapOf } from '../source.ts'
import { eventsOf } from '../triggers.ts'
import { filesOf, localPath } from './action.ts'
import { type Place, placeOf } from './places.ts'
import { inlineWorkflow } from './workflow.ts'

/** A workflow as it is read, whatever files it is put together from. */
export interface View {
  readonly file: string
  readonly data: DataMap
  readonly at: (path: Path) => Origin
  readonly mark: (path: Path, how: Carried) => void
  /** Why a call stays as it is, where one does. */
  readonly why: (path: Path) => string | undefined
}

/** The workflows of a project, with what they call in the place of the calls. */
export interface Project {
  readonly views: ReadonlyMap<string, View>
  /** The files that are worked into others, and that no call names any more. */
  readonly spent: ReadonlySet<string>
}

/** A file as it stands. */
export function plainView({ file, root, at, mark }: OpenDocument): View {
  return { file, data: mapOf(root.data) ?? {}, at, mark, why: () => undefined }
}

/** The paths of the files that workflows and actions call in the project itself. */
export function related(files: readonly SourceFile[], reason?: Reason): readonly string[] {
  if (reason?.inlining !== true) return []
  const texts = files.flatMap(({ text }) => parseYaml(text, { merge: false }).documents.map(({ value }) => value))
  return [...new Set(texts.flatMap(callsIn))]
}

function callsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(callsIn)
  const map = mapOf(value)
  if (map === undefined) return []
  const path = localPath(map.uses)
  return [...(path === undefined ? [] : filesNamed(path)), ...Object.values(map).flatMap(callsIn)]
}

// The sources of the project may be in a folder of the workspace.
function filesNamed(path: string): readonly string[] {
  if (/\.ya?ml$/.test(path)) return [path]
  const parts = path.split('/')
  return parts.flatMap((_, index) => filesOf(parts.slice(index).join('/')))
}

// In one workflow.
const mostCalls = 1000

/** Works what workflows call of the project into them. */
export function inlineProject(documents: readonly OpenDocument[], { leaving }: Reason, report: Report): Project {
  const library = new Map(documents.map((document) => [document.file, document]))
  const used = new Set<string>()
  const kept = new Set<string>()
  const whys = new Map<string, string>()
  const loose = new Map<string, Place>()
  let calls = 0
  const account = {
    mayCall: () => ++calls <= mostCalls,
    library,
    use: (path: string) => used.add(path),
    keep: (place: Place, path: string, why: string) => {
      for (const file of [path, ...filesOf(path)]) kept.add(file)
      whys.set(keyOf(place), why)
    },
    isLeaving: leaving,
    soft: new WeakMap<Place, boolean>(),
    loosen: (place: Place) => loose.set(keyOf(place), place),
  }
  const workflows = documents.filter(({ root }) => mapOf(mapOf(root.data)?.jobs) !== undefined)
  const made = workflows.map((document) => {
    calls = 0
    return { document, inlined: inlineWorkflow(document, account) }
  })
  for (const place of loose.values()) tellLoose(place, report)
  const spent = new Set([...used].filter((file) => !kept.has(file)))
  const views = made.map(({ document, inlined: { data, places } }): View => {
    const whole = leaving && spent.has(document.file) ? uncalled(data) : data
    const placeAt = (path: Path): Place => placeOf(whole, path, places, { document, path: [] })
    return {
      file: document.file,
      data: whole,
      at: (path) => {
        const place = placeAt(path)
        return place.document.at(place.path)
      },
      mark: (path, how) => {
        const place = placeAt(path)
        place.document.mark(place.path, how)
      },
      why: (path) => whys.get(keyOf(placeAt(path))),
    }
  })
  return { views: new Map(views.map((view) => [view.file, view])), spent }
}

function tellLoose({ document, path }: Place, report: Report): void {
  report('import-approximate', document.at([...path, 'if']), {
    address: addressOf([...path, 'if']),
    from: 'how the other steps of the action ended',
    to: 'how all steps of the job ended',
    why: 'the set-up before the action counts now too, and nothing else stands there',
  })
}

function keyOf({ document, path }: Place): string {
  return JSON.stringify([document.file, ...path])
}

/** Whether nothing but calls starts a workflow. */
export function isCalledAlone(data: DataMap): boolean {
  const events = Object.keys(eventsOf(data.on))
  return events.length > 0 && events.every((event) => event === 'workflow_call')
}

// Nobody else can call a workflow where its vendor is left.
function uncalled(data: DataMap): DataMap {
  const { workflow_call: _, ...events } = eventsOf(data.on)
  return Object.keys(events).length === 0 ? data : { ...data, on: events as DataMap }
}

const projects = new WeakMap<readonly SourceFile[], Project>()

/** A workflow among the files of its project, as it was read for a reason. */
export function viewAmong(files: readonly SourceFile[], path: string, reason: Reason): DataMap | undefined {
  const known = projects.get(files)
  const project =
    known ?? inlineProject(open(files, { vendor: 'GitHub', merge: false }, () => {}).documents, reason, () => {})
  projects.set(files, project)
  return project.views.get(path)?.data
}
