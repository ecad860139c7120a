import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../harness/case-folder.ts'
import { inNewFolder, writeInto } from '../harness/checkout.ts'
import { program } from '../harness/run-here.ts'

const django = spawnSync('/usr/bin/python3', ['-c', 'import django']).status === 0
const path = ['/usr/bin', '/bin', dirname(process.execPath)].join(delimiter)

/** Installs the package as it is published, with its dependencies linked, so that no registry is needed. */
function install(folder: string): void {
  const root = dirname(dirname(program))
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  const { stdout, status, stderr } = spawnSync('npm', pack, { cwd: root, encoding: 'utf8' })
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  const installed = join(folder, 'shop/node_modules/pipegen')
  mkdirSync(installed, { recursive: true })
  spawnSync('tar', ['-xzf', join(folder, stdout.trim()), '-C', installed, '--strip-components=1'])
  for (const name of ['esbuild', '@esbuild', 'yaml', 'ajv'])
    symlinkSync(join(projectRoot, 'node_modules', name), join(folder, 'shop/node_modules', name))
}

function runIn(folder: string, args: readonly string[] = []) {
  const cli = join(folder, 'shop/node_modules/pipegen/dist/cli.cjs')
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  return spawnSync(process.execPath, [cli, 'run', ...args], {
    cwd: join(folder, 'shop'),
    encoding: 'utf8',
    // The engines that this machine may have are out of reach.
    env: {
      PATH: path,
      HOME: folder,
      LANG: 'C.UTF-8',
      TMPDIR: join(folder, 'tmp'),
      DOCKER_HOST: `unix://${folder}/no-engine`,
      CONTAINERS_CONF: join(folder, 'no-engine'),
    },
  })
}

test.skipIf(!django)(
  django
    ? 'the shop runs from the package with the Python and the Django of the system alone'
    : 'NOT RUN for want of Django (python3-django): the shop from the package',
  () => {
    inNewFolder((folder) => {
      cpSync(join(projectRoot, 'examples/django'), join(folder, 'shop'), { recursive: true })
      install(folder)
      const { status, stdout, stderr } = runIn(folder, ['--artifacts', join(folder, 'kept')])
      expect({ status, stderr: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toContain('Ran 1 test in ')
      for (const name of ['system', 'deploy', 'migrations', 'syntax'])
        expect(stdout).toMatch(new RegExp(`^checks\\[${name}\\] +succeeded `, 'm'))
      for (const version of ['3.12', '3.13', '3.14']) expect(stdout).toContain(`==> unit[${version}]\n`)
      expect(stdout).toMatch(/^acceptance +not run +nobody started postgres$/m)
      expect(stdout).toMatch(/^deployProduction +not run /m)
      expect(stderr).toContain('--service postgres=localhost:5432')
      expect(readFileSync(join(folder, 'kept/reports/unit[3.13]/reports/unit.xml'), 'utf8')).toContain(
        'test_price_is_told',
      )
      expect(readdirSync(join(folder, 'tmp'))).toEqual([])

      writeInto(join(folder, 'shop'), { 'shop/models.py': 'broken(\n' })
      const broken = runIn(folder)
      expect(broken.status).toBe(1)
      expect(broken.stdout).toMatch(/^checks\[syntax\] +failed /m)
      expect(broken.stdout).toMatch(/^unit\[3\.12\] +held +checks failed$/m)
    })
  },
)
