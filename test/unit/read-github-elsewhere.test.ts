import { describe, expect, test } from 'vitest'
import { evaluate, parseExpression, plainOf } from '../../emitters/github/simulate/expression.ts'
import { play, runs, scriptOf, shells, stepsOf } from '../harness/run-elsewhere.ts'

const expressions = [
  'github.ref',
  'github.ref_name',
  'github.event_name',
  "github.event_name == 'push' && 'pushed' || 'else'",
  "github.event_name != 'pull_request'",
  "github.ref == 'refs/heads/main' && inputs.place || 'none'",
  'inputs.place || github.ref_name',
  "inputs.loud && 'loud' || 'quiet'",
  "!inputs.loud && github.actor || ''",
  "startsWith(github.ref, 'refs/tags/v') && 'release' || 'snapshot'",
  "endsWith(github.ref_name, '/merge')",
  "contains(github.ref, 'tags') || contains(github.ref, 'pull')",
  "format('{0}-{1} {{x}} \"$HOME`', github.event_name, github.ref_name)",
  "(github.event_name == 'push' || inputs.loud) && format('{0}!', github.actor) || 'x'",
  'vars.PLACE',
  'github.ref_type',
  'inputs.mode',
  'github.event.inputs.mode',
  "inputs.mode == 'fast' && 'fast' || 'other'",
  'runner.os',
]

describe('expressions that no story says, as other vendors work them out', () => {
  const steps = stepsOf(
    expressions.map((expression) => ({ run: 'printf "%s\\n" "$VALUE"', env: { VALUE: `\${{ ${expression} }}` } })),
  )
  for (const run of runs)
    for (const shell of shells)
      test(`${run.told.event} in ${shell[0]}`, () => {
        const inputs = 'inputs' in run ? run.inputs : {}
        const contexts = {
          github: { actor: run.told.actor, ...run.github, event: { inputs } },
          inputs,
          vars: { PLACE: 'the PLACE' },
          runner: { os: 'Linux' },
        }
        const wanted = expressions.map((expression) => {
          const tree = parseExpression(expression)
          return [expression, String((tree && plainOf(evaluate(tree, contexts) as never)) ?? '')]
        })
        const found = play(steps, run, shell)
        expect(expressions.map((expression, index) => [expression, found[index]])).toEqual(wanted)
      })
})

describe('what steps of a job leave for later ones', () => {
  const push = runs[0]

  test('outputs of one line and of many', () => {
    const steps = stepsOf([
      { uses: 'actions/checkout@v4' },
      {
        id: 'first',
        run: 'echo "a=x=1 $HOME" >> "$GITHUB_OUTPUT"\nprintf "b<<E\\none\\n\\ntwo\\nE\\n" >> "$GITHUB_OUTPUT"\necho "a=y=2 \\$HOME" >> "$GITHUB_OUTPUT"',
      },
      { run: 'printf "%s|" "${{ steps.first.outputs.a }}" "$B"', env: { B: '${{ steps.first.outputs.b }}' } },
      { if: "steps.first.outputs.a == 'no'", run: 'echo never' },
      { if: "steps.first.outputs.b != ''", run: 'echo always' },
    ])
    for (const shell of shells)
      expect([shell, play(steps, push, shell)]).toEqual([shell, ['', 'y=2 $HOME|one\n\ntwo|', '', 'always']])
  })

  test('a step that did not run leaves nothing', () => {
    const steps = stepsOf([
      { uses: 'actions/checkout@v4' },
      { id: 'one', if: "github.event_name == 'schedule'", run: 'echo "a=1" >> "$GITHUB_OUTPUT"' },
      { run: 'echo "[${{ steps.one.outputs.a }}]"' },
    ])
    for (const shell of shells) expect([shell, play(steps, push, shell)]).toEqual([shell, ['', '[]']])
  })

  test('variables and folders of programs', () => {
    const steps = stepsOf([
      { uses: 'actions/checkout@v4' },
      {
        run: 'echo "COLOUR=dark \\"blue\\" \\$HOME" >> "$GITHUB_ENV"\nmkdir bin\nprintf "#!/bin/sh\\necho mine" > bin/tool\nchmod +x bin/tool',
      },
      { run: 'echo "$PWD/bin" >> "$GITHUB_PATH"' },
      { run: 'echo "$COLOUR"; tool' },
    ])
    for (const shell of shells)
      expect([shell, play(steps, push, shell)]).toEqual([shell, ['', '', 'dark "blue" $HOME\nmine']])
  })

  test('names of images and the build that takes them', () => {
    const docker = 'docker() { printf "<%s>" "$@"; }\n'
    const steps = stepsOf([
      { uses: 'actions/checkout@v4' },
      {
        id: 'meta',
        uses: 'docker/metadata-action@v5',
        with: {
          images: 'ghcr.io/Example/shop',
          tags: 'type=ref,event=branch\ntype=ref,event=pr\ntype=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=sha,prefix=c-',
        },
      },
      {
        uses: 'docker/build-push-action@v6',
        with: {
          push: "${{ github.event_name != 'pull_request' }}",
          tags: '${{ steps.meta.outputs.tags }}',
          'build-args': 'A="b c"\nB=${{ github.actor }}',
        },
      },
    ])
    const tagged = (run: (typeof runs)[number]): string =>
      play(
        steps.map((step) => {
          const script = scriptOf(step)
          return { ...script, script: docker + script.script }
        }),
        run,
        shells[0] ?? [],
      )[1] ?? ''
    const build = (tags: readonly string[], end: string): string =>
      `<buildx><build>${tags.map((tag) => `<--tag><ghcr.io/example/shop:${tag}>`).join('')}<--build-arg><A="b c"><--build-arg><B=o$(id)">${end}<.>`
    expect(tagged(runs[0])).toBe(build(['main', 'c-abc'], '<--push>'))
    expect(tagged(runs[1])).toBe(build(['1.2.3', 'latest', '1.2', 'latest', 'c-abc'], '<--push>'))
    expect(tagged(runs[2])).toBe(build(['pr-7', 'c-abc'], ''))
  })

  test('files that are kept for people alone are no matter elsewhere, and others are', () => {
    const keep = { uses: 'actions/upload-artifact@v4', with: { name: 'logs-${{ github.ref_name }}', path: 'logs' } }
    const take = (name: string) => ({ uses: 'actions/download-artifact@v4', with: { name } })
    const kept = (more: readonly object[]) => stepsOf([keep, { run: 'make' }, ...more])[0]
    expect(scriptOf(kept([])).script).toBe(':')
    expect(scriptOf(kept([take('words')])).script).toBe(':')
    expect(kept([take('logs-main')])).toMatchObject({ otherwise: null })
    expect(kept([{ uses: 'actions/download-artifact@v4', with: { pattern: 'lo*' } }])).toMatchObject({
      otherwise: null,
    })
  })

  test('what is written for PowerShell is for no other shell', () => {
    const steps = stepsOf([{ run: 'echo "A=$env:B" >> $env:GITHUB_ENV' }], {
      'runs-on': '${{ matrix.os }}',
      strategy: { matrix: { os: ['ubuntu-latest', 'windows-latest'] } },
    })
    expect(steps[0]).toMatchObject({ kind: 'vendor', otherwise: null })
  })

  test('parts of the objects of a matrix', () => {
    const target = [
      { name: 'fast', flags: '-O3 -x' },
      { name: 'small', flags: '-Os', deep: { no: 'word' } },
    ]
    const steps = stepsOf(
      [{ run: './build ${{ matrix.target.flags }}' }, { run: './ship ${{ matrix.target.deep.no }}' }],
      {
        strategy: { matrix: { target } },
      },
    )
    expect(scriptOf(steps[0]).env).toMatchObject([{ value: [{ ref: 'matrix', key: 'target-flags' }] }])
    expect(steps[1]?.kind === 'vendor' && steps[1].otherwise).toBe(null)
  })

  test('a secret never stands in a script', () => {
    const steps = stepsOf([
      { uses: 'actions/checkout@v4' },
      {
        uses: 'actions/checkout@v4',
        with: { repository: 'example/other', path: 'other', token: '${{ secrets.TOKEN }}' },
      },
    ])
    const { script, env } = scriptOf(steps[0])
    expect(env.map(({ name, value }) => [name, value])).toEqual([
      ['CHECKOUT_TOKEN', [{ ref: 'secret', name: 'TOKEN', file: false }]],
    ])
    expect(script).toContain('git clone')
    expect(
      script
        .split('\n')
        .filter((line) => /\bgit\b/.test(line))
        .join('\n'),
    ).not.toMatch(/TOKEN|HEADER/i)
  })
})
