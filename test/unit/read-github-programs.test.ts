import { describe, expect, test } from 'vitest'
import { play, runs, scriptOf, shells, stepsOf } from '../harness/run-elsewhere.ts'

const [push] = runs
const checkout = { uses: 'actions/checkout@v4' }

/** Steps that leave a program of this name for later ones. */
function program(name: string, ...lines: readonly string[]): readonly object[] {
  const text = ['#!/bin/sh', ...lines].join('\n')
  return [
    { run: `mkdir -p bin\ncat > bin/${name} << 'PROGRAM'\n${text}\nPROGRAM\nchmod +x bin/${name}` },
    { run: 'echo "$PWD/bin" >> "$GITHUB_PATH"' },
  ]
}

// The other machine is a folder: a command is run there, and without one the shell there reads what comes.
const ssh = program(
  'ssh',
  'mkdir -p far; cd far',
  'for last; do :; done',
  'far="env -i PATH=$PATH sh"',
  'case "$last" in *@*) echo "at $last" >&3; $far ;; *) $far -c "$last" ;; esac',
)

const login = { host: 'example.test', username: 'me', key: '${{ secrets.KEY }}' }

describe('what actions do on another machine', () => {
  test('commands run there, with the variables that are named', () => {
    const steps = stepsOf([
      checkout,
      ...ssh,
      {
        uses: 'appleboy/ssh-action@v1',
        env: { TOKEN: "it's ${{ secrets.TOKEN }} $HOME", OTHER: 'x' },
        with: { ...login, envs: 'TOKEN', script: 'echo "[$TOKEN] ${OTHER:-none}"\npwd | sed "s/.*far/far/"' },
      },
    ])
    for (const shell of shells)
      expect([shell, play(steps.map(withPort), push, shell)]).toEqual([
        shell,
        ['', '', "at me@example.test\n[it's the TOKEN $HOME] none\nfar"],
      ])
  })

  test('files are put there', () => {
    const steps = stepsOf([
      checkout,
      ...ssh,
      { run: 'mkdir -p out/a\necho one > out/a/b\necho two > c.txt' },
      {
        uses: 'appleboy/scp-action@v1',
        with: { ...login, source: 'out/*,c.txt', target: '${{ secrets.PLACE }}/new' },
      },
      { run: 'find far -type f | sort' },
    ])
    for (const shell of shells)
      expect([shell, play(steps.map(withPort), push, shell)]).toEqual([
        shell,
        ['', '', '', 'at me@example.test', 'far/the PLACE/new/c.txt\nfar/the PLACE/new/out/a/b'],
      ])
  })

  test.each([
    { name: 'a machine behind another one', more: { proxy_host: 'other.test' } },
    { name: 'several machines', more: { host: 'a.test,b.test' } },
    { name: 'a fingerprint', more: { fingerprint: 'SHA256:x' } },
  ])('$name is left to people', ({ more }) => {
    const [step] = stepsOf([{ uses: 'appleboy/ssh-action@v1', with: { ...login, script: 'ls', ...more } }])
    expect(step).toMatchObject({ kind: 'vendor', otherwise: null })
  })

  test('no secret stands on a command line', () => {
    const [step] = stepsOf([
      { uses: 'appleboy/ssh-action@v1', with: { ...login, script: 'deploy ${{ secrets.TOKEN }}' } },
    ])
    const lines = scriptOf(step).script.split('\n')
    expect(lines.filter((line) => /\bssh\b/.test(line)).join('\n')).not.toMatch(/SSH_KEY|SSH_SCRIPT|TOKEN/)
  })
})

// As the shells of the tests have a third output for what is no part of a connection.
function withPort(step: ReturnType<typeof stepsOf>[number]): ReturnType<typeof stepsOf>[number] {
  const run = scriptOf(step)
  return { ...run, script: `exec 3>&1\n${run.script}` }
}

describe('programs that actions fetch', () => {
  // What is fetched prints its name and its arguments.
  const curl = program(
    'curl',
    'own() { printf "%s\\n" "#!/bin/sh" "echo \\"\\$(basename \\"\\$0\\") \\$*\\""; }',
    'case "$*" in *-fsSLo*) own > "$2" ;;',
    '*coveralls*) mkdir -p t; own > t/coveralls; chmod +x t/coveralls; tar -cz -C t coveralls ;;',
    '*) echo "exit 1" ;; esac',
  )

  test('a program for later steps', () => {
    const steps = stepsOf([
      checkout,
      ...curl,
      { uses: 'sigstore/cosign-installer@v3', with: { 'cosign-release': 'v2.4.1' } },
      { run: 'cosign sign "a b"' },
    ])
    expect(scriptOf(steps[2]).script).toContain('/releases/download/v2.4.1/cosign-linux-$arch')
    for (const shell of shells)
      expect([shell, play(steps, push, shell)]).toEqual([shell, ['', '', '', 'cosign sign a b']])
  })

  test('a program that sends a report', () => {
    const steps = stepsOf([
      checkout,
      ...curl,
      { uses: 'coverallsapp/github-action@v2', with: { file: 'c.cov', format: 'golang', 'fail-on-error': false } },
    ])
    expect(scriptOf(steps[2]).env.map(({ name }) => name)).toContain('COVERALLS_REPO_TOKEN')
    for (const shell of shells)
      expect([shell, play(steps, push, shell)]).toEqual([
        shell,
        ['', '', 'coveralls report c.cov --format golang --no-fail'],
      ])
  })

  test('a version that an earlier step found out', () => {
    const steps = stepsOf([
      checkout,
      { run: 'echo "GO_VERSION=1.25.1" >> "$GITHUB_ENV"' },
      { uses: 'actions/setup-go@v6', with: { 'go-version': '${{ env.GO_VERSION }}' } },
      { run: 'echo "${{ env.GO_VERSION }}"' },
    ])
    const version = {
      ...scriptOf(steps[1]),
      script: `${scriptOf(steps[1]).script.split('export MISE_DATA_DIR')[0] ?? ''}echo "$VERSION"`,
    }
    const played = [steps[0], version, steps[2]].flatMap((step) => step ?? [])
    for (const shell of shells) expect([shell, play(played, push, shell)]).toEqual([shell, ['', '1.25.1', '1.25.1']])
  })
})
