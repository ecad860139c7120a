import { describe, expect, test } from 'vitest'
import { vendors } from '../emitters/index.ts'
import { type Import, type Source, sourcesIn } from './harness/sources.ts'

const product = sourcesIn('src', 'dsl', 'emitters')
const everything = [...product, ...sourcesIn('test', 'examples')]
const rules = everything.filter(({ path }) => path !== 'test/layers.test.ts')

/** Imports of the files of a folder that a rule does not allow, as `from -> to`. */
function strays(folder: string, allowed: (to: string, from: Source, how: Import) => boolean): readonly string[] {
  return product
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .flatMap((from) =>
      from.imports
        .filter((how) => !how.isPackage && !allowed(how.to, from, how))
        .map(({ to }) => `${from.path} -> ${to}`),
    )
}

/** The files whose text matches. */
function matching(sources: readonly Source[], pattern: RegExp): readonly string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
}

const folders = [...new Set(product.map(({ path }) => /^emitters\/([^/]+)\//.exec(path)?.[1] ?? ''))].filter(Boolean)

describe('who imports whom', () => {
  test.each(folders)('emitters/%s imports from src and from itself alone', (folder) => {
    const own = `emitters/${folder}`
    expect(strays(own, (to) => to.startsWith('src/') || to.startsWith(`${own}/`))).toEqual([])
  })

  test.each(folders)(
    'emitters/%s/simulate shares no code with the emitter, and is loaded by its index on demand',
    (folder) => {
      const own = `emitters/${folder}/simulate/`
      const parts = /^src\/(yaml|plan|read)\//
      expect(
        strays(
          own.slice(0, -1),
          (to, _, how) => parts.test(to) || to.startsWith(own) || (how.typeOnly && to.startsWith('src/')),
        ),
      ).toEqual([])
      // What reads the vendor's files may read their expressions by the same means; both are loaded on demand.
      const beside = new RegExp(`^emitters/${folder}/(([a-z]+/)?index\\.ts$|read/)`)
      const users = product.filter(
        ({ path, imports }) => !path.startsWith(own) && imports.some(({ to }) => to.startsWith(own)),
      )
      expect(users.map(({ path }) => path).filter((path) => !beside.test(path))).toEqual([])
      expect(matching(users, /from '\.\/simulate/)).toEqual([])
    },
  )

  test('dsl imports from src and from itself, and types from the registry of vendors', () => {
    const gate = (to: string, from: Source, how: Import) =>
      to === 'emitters/index.ts' && from.path === 'dsl/gate.ts' && how.typeOnly
    expect(strays('dsl', (to, from, how) => /^(src|dsl)\//.test(to) || gate(to, from, how))).toEqual([])
  })

  test('of src, only the command line, the loader and the index know the story language and the vendors', () => {
    const above = (path: string) => path === 'src/index.ts' || /^src\/(cli|load)\//.test(path)
    expect(strays('src', (to, from) => to.startsWith('src/') || to === 'package.json' || above(from.path))).toEqual([])
  })

  test.each([
    ['yaml', /^src\/yaml(\/|\.ts$)/],
    ['ajv', /^src\/validate(\/|\.ts$)/],
    ['esbuild', /^src\/load\//],
    ['prettier', /^src\/tell\//],
    ['@marcbachmann/cel-js', /^emitters\/tekton\/(simulate|read)\//],
    ['@actions/expressions', /^emitters\/github\/(simulate|read)\//],
  ])('the library %s is known in one place', (library, place) => {
    const users = product.filter(({ imports }) =>
      imports.some(({ to }) => to === library || to.startsWith(`${library}/`)),
    )
    expect(users.map(({ path }) => path).filter((path) => !place.test(path))).toEqual([])
  })

  test('no other package is imported', () => {
    const packages = product.flatMap(({ imports }) => imports.filter(({ isPackage }) => isPackage).map(({ to }) => to))
    expect(
      [...new Set(packages)].filter(
        (to) => !/^(node:.*|yaml|ajv|esbuild|(@actions\/expressions|@marcbachmann\/cel-js|prettier)(\/.*)?)$/.test(to),
      ),
    ).toEqual([])
  })
})

describe('what stands in the files', () => {
  test('src and dsl name no vendor', () => {
    const names = [...Object.keys(vendors), 'github', 'gitlab', 'bitbucket', 'codeship', 'tekton']
    const shared = product.filter(({ path }) => !path.startsWith('emitters/'))
    expect(matching(shared, new RegExp(names.join('|'), 'i'))).toEqual([])
  })

  test('no file is longer than 250 lines', () => {
    expect(everything.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([])
  })

  test('files are named in lower case with dashes, and say what they hold', () => {
    const names = product.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([])
    expect(names.filter((name) => /^(utils?|helpers?|common|misc|shared)\.ts$/.test(name))).toEqual([])
  })

  test.each([
    ['export *', /^export \*/m],
    ['an enum', /^\s*(export )?(declare )?(const )?enum \w/m],
    ['a class', /^\s*(export )?(default )?(abstract )?class \w/m],
    ['a note of unfinished work', /\b(TODO|FIXME|XXX|HACK)\b/],
    ['any as a type', /\bas any\b|<any\b|\bany\[\]|\w\)?: any( [=|&]|[);])/],
    ['a silenced compiler', /@ts-(ignore|nocheck)/],
    ['a test that runs alone or not at all', /\b(it|test|describe)\.(only|skip|todo)\(/],
  ])('no file holds %s', (_, pattern) => {
    expect(matching(rules, pattern)).toEqual([])
  })
})
