import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { job, push, sh, story, vendorStep } from '../../dsl/index.ts'
import type { StepLike } from '../../dsl/step.ts'
import { knownActions } from '../../emitters/github/read/actions/otherwise.ts'
import { vendors } from '../../emitters/index.ts'
import { canHold } from '../../src/condition/given.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline, Step } from '../../src/ir.ts'
import type { SourceFile } from '../../src/read/reading.ts'
import { withRecipes } from '../../src/recipes.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { compileSpec } from '../harness/compile-spec.ts'

const quiet = (): void => undefined
const everywhere = Object.keys(vendors)
const reader = await vendors.github.read()

function read(files: readonly SourceFile[], leaving: boolean): readonly Pipeline[] {
  return reader.read(files, quiet, { leaving }).pipelines
}

// What a step is for other vendors, without the places that it comes from, and whether its condition leaves it anything.
function elsewhere(step: Step | undefined, { triggers }: Pipeline): unknown {
  const run = step?.kind === 'vendor' ? step.otherwise : step
  if (run == null) return null
  return { script: run.script, shell: run.shell, status: run.status, isDead: !canHold(run.condition, triggers) }
}

async function holdFile(path: string, text: string): Promise<number> {
  const files = [{ path: `.github/workflows/${path}`, text }]
  const [short] = read(files, false)
  const [full] = read(files, true)
  if (short === undefined || full === undefined) return 0
  const filled = await withRecipes(short, everywhere, vendors)
  let count = 0
  for (const { id, steps } of full.jobs)
    steps.forEach((step, index) => {
      if (step.kind === 'run' || step.otherwise === null) return
      const own = filled.jobs.find((one) => one.id === id)?.steps[index]
      expect(elsewhere(own, filled), `${path}: step ${index} of ${id}`).toEqual(elsewhere(step, full))
      count++
    })
  // What the vendor itself gets is the same with and without them.
  const [one, other] = await Promise.all(
    [filled, short].map((pipeline) => emitStories([pipeline], [vendors.github], quiet)),
  )
  expect(one).toEqual(other)
  return count
}

describe('a story that says nothing for other vendors gets what a story of a move says', () => {
  const steps = [
    { uses: 'actions/checkout@v4' },
    { uses: 'docker/setup-buildx-action@v3' },
    { uses: 'docker/login-action@v3', with: { username: 'shop', password: '${{ secrets.TOKEN }}' } },
    { id: 'names', uses: 'docker/metadata-action@v5', with: { images: 'shop/shop', tags: 'type=ref,event=branch' } },
    { run: 'echo "VERSION=$(git describe)" >> "$GITHUB_ENV"' },
    { id: 'size', if: "github.ref == 'refs/heads/main'", run: 'echo "lines=$(wc -l < a)" >> "$GITHUB_OUTPUT"' },
    { run: 'make "$VERSION"', 'working-directory': 'app' },
    { if: 'always()', run: './tell "${{ steps.size.outputs.lines || 0 }}"' },
    {
      if: "github.event_name != 'pull_request' && steps.size.outputs.lines == '3'",
      uses: 'docker/build-push-action@v6',
      with: { push: true, tags: '${{ steps.names.outputs.tags }}' },
    },
    { uses: 'example/unheard-of@v1' },
  ]
  test('a workflow of steps that hand values on', async () => {
    const jobs = { image: { 'runs-on': 'ubuntu-latest', steps } }
    expect(await holdFile('image.yml', JSON.stringify({ on: { push: null, pull_request: null }, jobs }))).toBe(8)
  })

  const corpus = join(projectRoot, '../shared/corpus/dev/github')
  if (!existsSync(corpus)) console.log(`Workflows of other people were not tried: there is no ${corpus}.`)
  test.skipIf(!existsSync(corpus))('workflows of other people', async () => {
    let count = 0
    for (const name of readdirSync(corpus))
      count += await holdFile(name.split('__').at(-1) ?? '', readFileSync(join(corpus, name), 'utf8'))
    console.log(`${count} steps of other people's workflows have a script for other vendors.`)
    expect(count).toBeGreaterThan(300)
  })
})

test('the docs name every action that is known', () => {
  const docs = readFileSync(join(projectRoot, 'docs/story.md'), 'utf8')
  expect(knownActions.filter((name) => !docs.includes(`\`${name}\``))).toEqual([])
})

describe('steps that are written by hand', () => {
  const login = { uses: 'docker/login-action@v3', with: { username: 'shop', password: '${{ secrets.TOKEN }}' } }
  const storyOf = (...steps: readonly StepLike[]): Pipeline =>
    compileSpec(story({ name: 'shop', on: [push()], stages: { ship: job({ steps }) } }))

  test('a known step gets a script; what the story says itself stays', async () => {
    const own = sh`docker login`
    const pipeline = storyOf(vendorStep({ github: login }), vendorStep({ github: login, otherwise: own }))
    const [known, said] = (await withRecipes(pipeline, ['gitlab'], vendors)).jobs[0]?.steps ?? []
    expect(known).toMatchObject({ recipeOf: 'github', otherwise: { env: [{ name: 'REGISTRY_PASSWORD' }] } })
    expect(said).toMatchObject({ recipeOf: null, otherwise: { script: 'docker login' } })
  })

  test('an unknown step stays refused, and so do its neighbours that wait for it', async () => {
    const pipeline = storyOf(vendorStep({ github: { uses: 'example/unheard-of@v1' } }), sh`make`)
    expect(await withRecipes(pipeline, ['gitlab'], vendors)).toEqual(pipeline)
  })

  test('nothing is asked where nobody needs it', async () => {
    const pipeline = storyOf(vendorStep({ github: login, gitlab: sh`docker login` }), sh`make`)
    expect(await withRecipes(pipeline, ['github', 'gitlab'], {})).toBe(pipeline)
  })
})
