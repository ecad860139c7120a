import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layersOf } from '../../src/lower/layers.ts'
import { orderOf, precedes } from '../../src/lower/order.ts'
import { leavesOf, seriesParallel, type Tree } from '../../src/lower/series-parallel.ts'

type Graph = ReadonlyMap<string, readonly string[]>

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size }).map(
    (edges) =>
      new Map(
        Array.from({ length: size }, (_, job) => [
          `j${job}`,
          Array.from({ length: job }, (_, other) => other)
            .filter((other) => edges[job * size + other])
            .map((other) => `j${other}`),
        ]),
      ),
  ),
)

function pairs(graph: Graph): ReadonlySet<string> {
  const jobs = [...graph.keys()]
  const order = orderOf(jobs, graph)
  return new Set(
    jobs.flatMap((a, i) => jobs.flatMap((b, k) => (i !== k && precedes(order, i, k) ? [`${a}<${b}`] : []))),
  )
}

function pairsOfTree(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>()
  const walk = (node: Tree): void => {
    if ('job' in node) return
    const parts = 'serial' in node ? node.serial : node.parallel
    parts.forEach(walk)
    if ('parallel' in node) return
    parts.forEach((first, index) => {
      for (const later of parts.slice(index + 1))
        for (const a of leavesOf(first)) for (const b of leavesOf(later)) found.add(`${a}<${b}`)
    })
  }
  walk(tree)
  return found
}

// The definition: four jobs with a before c and d, b before d, and else no order among them.
function holdsN(graph: Graph): boolean {
  const order = pairs(graph)
  const jobs = [...graph.keys()]
  const is = (a: string, b: string) => order.has(`${a}<${b}`)
  const free = (a: string, b: string) => a !== b && !is(a, b) && !is(b, a)
  return jobs.some((a) =>
    jobs.some(
      (c) =>
        is(a, c) &&
        jobs.some((d) => is(a, d) && free(c, d) && jobs.some((b) => is(b, d) && !is(b, c) && free(a, b) && free(b, c))),
    ),
  )
}

test('no wait is lost, each added wait is told, and waits are added only where the order holds an N', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { tree, added } = seriesParallel([...graph.keys()], graph)
      const asked = pairs(graph)
      expect([...leavesOf(tree)].sort()).toEqual([...graph.keys()].sort())
      expect(pairsOfTree(tree)).toEqual(new Set([...asked, ...added.map(({ job, waitsFor }) => `${waitsFor}<${job}`)]))
      expect(added.length > 0).toBe(holdsN(graph))
      for (const { job, waitsFor } of added) expect(asked).not.toContain(`${waitsFor}<${job}`)
    }),
    { numRuns: 2000 },
  )
})

test('layers keep every wait', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const layers = layersOf([...graph.keys()], graph)
      const level = new Map(layers.flatMap((layer, index) => layer.map((job) => [job, index] as const)))
      expect(layers.flat().sort()).toEqual([...graph.keys()].sort())
      for (const [job, needs] of graph)
        for (const needed of needs) expect(level.get(needed)).toBeLessThan(level.get(job) as number)
    }),
  )
})

test('groups of one kind are not nested in each other', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const walk = (tree: Tree, above: string): void => {
        if ('job' in tree) return
        const kind = 'serial' in tree ? 'serial' : 'parallel'
        expect(kind).not.toBe(above)
        const parts = 'serial' in tree ? tree.serial : tree.parallel
        expect(parts.length).toBeGreaterThan(1)
        for (const part of parts) walk(part, kind)
      }
      walk(seriesParallel([...graph.keys()], graph).tree, '')
    }),
  )
})

test('the N itself gets one wait', () => {
  const n: Graph = new Map([
    ['a', []],
    ['b', []],
    ['c', ['a']],
    ['d', ['a', 'b']],
  ])
  expect(seriesParallel([...n.keys()], n).added).toHaveLength(1)
})

test('two chains side by side need no wait', () => {
  const chains: Graph = new Map([
    ['a', []],
    ['b', ['a']],
    ['c', []],
    ['d', ['c']],
  ])
  expect(seriesParallel([...chains.keys()], chains)).toEqual({
    tree: { parallel: [{ serial: [{ job: 'a' }, { job: 'b' }] }, { serial: [{ job: 'c' }, { job: 'd' }] }] },
    added: [],
  })
})

test('no job gives an empty group', () => {
  expect(leavesOf(seriesParallel([], new Map()).tree)).toEqual([])
})

test('a thousand jobs, in chains, in stages or at random, are laid out within the time of a test', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `j${index}`)
  const kinds: readonly Graph[] = [
    new Map(names.map((name, index) => [name, index === 0 ? [] : [`j${index - 1}`]])),
    new Map(names.map((name, index) => [name, names.slice(0, Math.floor(index / 100) * 100)])),
    new Map(
      names.map((name, index) => [name, index < 3 ? [] : [`j${(index * 7) % index}`, `j${(index * 3) % index}`]]),
    ),
  ]
  for (const graph of kinds) expect(leavesOf(seriesParallel(names, graph).tree)).toHaveLength(1000)
})
