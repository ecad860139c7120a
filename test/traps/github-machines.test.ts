import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder, load, runStep } from './github-load.ts'

describe('services', () => {
  test('are at localhost and a port of the machine each, or at their names beside a container', async () => {
    const { job } = await load('services')
    expect(job('host').env).toMatchObject({ MAIN: 'localhost:5432', COPY: 'localhost:5433' })
    expect(job('host').services).toMatchObject({ main: { ports: ['5432:5432'] }, copy: { ports: ['5433:5432'] } })
    expect(job('boxed').env).toMatchObject({ MAIN: 'main:5432', COPY: 'copy:5432' })
    expect(job('boxed').services).not.toHaveProperty('main.ports')
  })

  test('are waited for: by their health, or, as the port of the machine answers at once, at their own address', async () => {
    const { job, step, steps } = await load('services')
    expect(job('host').services).toHaveProperty(
      'main.options',
      String.raw`--health-cmd "pg_isready -h \"local host\"" --health-interval 5s --health-timeout 5s --health-retries 12`,
    )
    expect(job('host').services).toHaveProperty('copy.command', 'postgres -c "log_statement=all x"')
    expect(step('host', 'Wait for copy').env).toEqual({ CONTAINER: '${{ job.services.copy.id }}' })
    expect(steps('host').map((one) => one.name)).not.toContain('Wait for main')
  })

  test('the wait ends when the port answers', async () => {
    const { step } = await load('services')
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { readonly port: number }
    const wait = step('boxed', 'Wait for copy')
    const here = { ...wait, run: wait.run?.replaceAll(/copy[/ ]5432/g, (text) => `127.0.0.1${text[4]}${port}`) ?? '' }
    expect(runStep(here as typeof wait, folder())).toMatchObject({ status: 0 })
    server.close()
  })
})

test('the folder of the sources is named by the machine in a container, where the expression holds that of the host', async () => {
  const { job, step } = await load('services')
  expect(job('host').env).toMatchObject({ npm_config_cache: '${{ github.workspace }}/.cache/npm' })
  expect(job('boxed').env).not.toHaveProperty('PLACE')
  const cwd = folder()
  runStep(step('boxed', 'Set PLACE, npm_config_cache'), cwd, {
    GITHUB_ENV: join(cwd, 'env'),
    GITHUB_WORKSPACE: '/__w/r/r',
  })
  expect(readFileSync(join(cwd, 'env'), 'utf8')).toBe('PLACE=/__w/r/r\nnpm_config_cache=/__w/r/r/.cache/npm\n')
})

describe('matrix', () => {
  test('is written as the story has it where the vendor makes the same cells, else cell by cell', async () => {
    const { job } = await load('matrix')
    expect(job('plain').strategy).toEqual({
      'fail-fast': false,
      matrix: { a: ['1', '2'], include: [{ a: '2', b: 'x' }] },
    })
    expect(job('letters').strategy?.matrix).toEqual({
      include: [
        { a: 'x', b: '2' },
        { a: 'X', b: '1' },
        { a: 'X', b: '2' },
      ],
    })
  })

  test('a condition on a value, which the vendor cannot ask for, leaves its cells alone', async () => {
    const { job } = await load('matrix')
    expect(job('parted').if).toBeUndefined()
    expect(job('parted').strategy?.matrix).toEqual({
      include: [
        { os: 'linux', v: '1' },
        { os: 'linux', v: '2' },
      ],
    })
  })
})

describe('secrets and tokens', () => {
  test('a secret in a file is readable by its owner alone, and reaches the steps that name it', async () => {
    const { step, steps } = await load('tokens')
    const cwd = folder()
    const prepare = step('cloud', 'Set KUBECONFIG, SHORT')
    const files = { GITHUB_ENV: join(cwd, 'env'), GITHUB_OUTPUT: join(cwd, 'out'), RUNNER_TEMP: cwd }
    const content = 'a\n$b "c"'
    expect(runStep(prepare, cwd, { ...files, KUBE: content, OTHER: 'x', GITHUB_SHA: '0123456789abcdef' }).status).toBe(
      0,
    )
    expect(readFileSync(join(cwd, 'KUBE'), 'utf8')).toBe(content)
    expect(statSync(join(cwd, 'KUBE')).mode & 0o077).toBe(0)
    expect(readFileSync(join(cwd, 'env'), 'utf8')).toBe(`KUBECONFIG=${cwd}/KUBE\nSHORT=v-01234567\n`)
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(`file-OTHER=${cwd}/OTHER\n`)
    expect(existsSync(join(cwd, 'OTHER'))).toBe(true)
    const [last] = steps('cloud').slice(-1)
    expect(last?.env).toEqual({ FILE: `\${{ steps.${prepare.id}.outputs.file-OTHER }}`, TOKEN: '${{ github.token }}' })
  })

  test('a token is asked for in the job that has the right to, and only there', async () => {
    const { job, step } = await load('tokens')
    expect(job('cloud').permissions).toEqual({ contents: 'read', 'id-token': 'write', packages: 'write' })
    expect(job('plain').permissions).toBeUndefined()
    expect(step('cloud', 'Get a token for sts.amazonaws.com').with).toMatchObject({
      script: expect.stringMatching(/setSecret\(token\)[\s\S]*exportVariable\('AWS_TOKEN', token\)/),
    })
  })
})
