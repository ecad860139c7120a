import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { project, type Run, story } from '../cli/project.ts'
import { codesOf, commandsOf, gitEnvironment, repository } from './repository.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const isThere = spawnSync('pre-commit', ['--version']).status === 0
const suffix = isThere ? '' : ' (not checked: pre-commit is not installed)'
// It installs all packages of this project once more, which takes as long as half of all other tests.
const isTried = isThere && process.env.CI !== undefined
const suffixTried = isTried || !isThere ? suffix : ' (not checked: that takes long, and is done where CI is set)'
const tool = join(project({}), 'pipegen')
let revision = ''
let tried: Promise<Run> | undefined

// What pre-commit builds needs the packages that this project has been built with, so their copies will do.
const settings = {
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  PRE_COMMIT_HOME: join(dirname(tool), 'home'),
  SKIP: undefined,
}

/** A repository that asks for the hook of this one. */
function user(): ReturnType<typeof repository> {
  const config = `repos:\n  - repo: ${tool}\n    rev: ${revision}\n    hooks:\n      - id: pipegen\n`
  return repository({ 'ci.story.ts': story(), '.pre-commit-config.yaml': config })
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (part) => {
      stdout += part
    })
    child.stderr.on('data', (part) => {
      stderr += part
    })
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** A repository that is this working tree, as one commit. */
function cloneWorkingTree(): void {
  const env = gitEnvironment()
  const git = (cwd: string, ...args: readonly string[]) => spawnSync('git', args, { cwd, env, encoding: 'utf8' }).stdout
  const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')
  mkdirSync(tool)
  for (const file of new Set(files))
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(tool, file))
  git(tool, 'init', '--quiet')
  git(tool, 'add', '.')
  git(tool, 'commit', '--quiet', '--message=pipegen')
  revision = git(tool, 'rev-parse', 'HEAD').trim()
}

beforeAll(() => {
  if (!isThere) {
    console.log('not checked: the hook in its framework, for want of pre-commit')
    return
  }
  cloneWorkingTree()
  if (!isTried) return
  const repo = repository({ 'ci.story.ts': story() })
  repo.git('add', '.')
  tried = run('pre-commit', ['try-repo', tool, 'pipegen', '--all-files'], repo.folder, repo.env)
})

test.runIf(isThere)(
  `pre-commit installs the hook, refuses a commit and lets it pass when it is mended${suffix}`,
  async () => {
    const repo = user()
    const commit = () => run('git', ['commit', '--message=first'], repo.folder, repo.env)
    await run('pre-commit', ['install'], repo.folder, repo.env)
    repo.git('add', '.')
    const refused = await commit()
    expect(codesOf({ ...refused, stderr: `${refused.stdout}${refused.stderr}` })).toEqual(['drift-missing'])
    expect(refused.code).toBe(1)
    const commands = commandsOf({ ...refused, stderr: `${refused.stdout}${refused.stderr}` })
    expect(commands).toEqual(['node_modules/.bin/pipegen emit && git add .github/workflows/shop.yml'])
    expect(repo.shell(commands[0]!)).toMatchObject({ code: 0 })
    expect(await commit()).toMatchObject({ code: 0 })

    // What is on disk and not staged is put away while the hook runs, and comes back.
    repo.put({ 'ci.story.ts': story({ script: 'make' }), 'readme.md': 'hello\n' })
    repo.git('add', 'readme.md')
    expect(await commit()).toMatchObject({ code: 0 })
    expect(repo.git('diff', '--name-only').trim()).toBe('ci.story.ts')

    // No file is left that the hook could be asked about.
    repo.git('checkout', '--quiet', '.')
    repo.git('rm', '--quiet', 'ci.story.ts')
    const left = await commit()
    expect([left.code, codesOf({ ...left, stderr: `${left.stdout}${left.stderr}` })]).toEqual([1, ['drift-extra']])
  },
)

test.runIf(isTried)(`pre-commit try-repo runs the hook of this working tree${suffixTried}`, async () => {
  const { code, stdout, stderr } = await tried!
  expect(`${stdout}${stderr}`).toContain('.github/workflows/shop.yml is missing [drift-missing]')
  expect(code).toBe(1)
})

test('what the hook does not look at can be narrowed to stories, modules and outputs', () => {
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    readonly files: string
  }[]
  const pattern = new RegExp(hook!.files.replace('(?x)', '').replaceAll(/\s/g, ''))
  const paths = [
    'ci.story.ts',
    'lib/a.mts',
    'package.json',
    '.github/workflows/a.yml',
    '.gitlab-ci.yml',
    '.tekton/a.yaml',
  ]
  expect(paths.filter((path) => !pattern.test(path))).toEqual([])
  expect(['readme.md', 'src/main.py', 'docs/a.yml', 'x/.gitlab-ci.yml'].filter((path) => pattern.test(path))).toEqual(
    [],
  )
})
