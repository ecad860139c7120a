import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inNewFolderLater } from '../harness/checkout.ts'
import { type Here, placeStory, runPlaced, startPlaced } from '../harness/run-here.ts'

const image = 'localhost/pipegen-test:1'
const find = (program: string) => spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim()
const podman = (...words: readonly string[]) => spawnSync('podman', words, { encoding: 'utf8', timeout: 60_000 })

/** An image of the shells that this machine has, with a user of its own. */
async function makeImage(): Promise<boolean> {
  const programs = { busybox: find('busybox'), bash: find('bash') }
  if (find('podman') === '' || Object.values(programs).includes('')) return false
  await inNewFolderLater(async (folder) => {
    const put = (from: string, to: string) => {
      mkdirSync(dirname(join(folder, to)), { recursive: true })
      copyFileSync(from, join(folder, to))
    }
    chmodSync(folder, 0o755)
    for (const name of ['tmp', 'etc', 'root', 'bin']) mkdirSync(join(folder, name))
    chmodSync(join(folder, 'tmp'), 0o777)
    writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nbuilder:x:1234:1234::/tmp:/bin/sh\n')
    for (const [name, path] of Object.entries(programs)) {
      put(path, `bin/${name}`)
      const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' })
      for (const [library] of stdout.matchAll(/\/[^ ]+(?= \()/g)) put(library, library)
    }
    for (const name of 'sh cat chmod chown grep httpd id kill mkdir ps sleep stat touch wget'.split(' '))
      symlinkSync('busybox', join(folder, 'bin', name))
    const archive = join(folder, 'root/image.tar')
    execFileSync('tar', ['--exclude', './root', '-cf', archive, '.'], { cwd: folder })
    podman('import', '--change', 'USER builder', archive, image)
  })
  return podman('run', '--rm', image, 'sh', '-c', 'true').status === 0
}

const canRun = await makeImage()
const story = `import { always, job, push, secret, service, sh, step, story } from 'pipegen'
const web = service({ image: '${image}', port: 8080, env: { WORD: secret('WORD') }, command: ['sh', '-c', 'mkdir /tmp/w; echo "served $WORD" > /tmp/w/index.html; exec busybox httpd -f -p 8080 -h /tmp/w'] })
const gone = service({ image: '${image}', port: 99, command: ['sh', '-c', 'exit 3'] })
const owned = job({ image: '${image}', services: { web }, outputs: ['o'], artifacts: { made: 'made/' }, env: { H: web.host, P: web.port }, steps: [
  sh\`mkdir made; busybox wget -qO- "http://$H:$P/" > made/x; chmod 700 made; echo "o=$(id -u)" >> "$PIPEGEN_OUTPUT"\`,
  sh\`cat; echo changed >> README.md\`] })
const other = job({ image: { name: '${image}', user: 'root' }, steps: [sh\`echo "$(id -u)" > mine; cat mine\`] })
const crash = job({ image: '${image}', allowFailure: true, services: { gone }, steps: [sh\`echo never\`] })
const after = job({ needs: [owned], services: { web }, env: { H: web.host, P: web.port }, steps: [sh\`echo "after $(cat made/x) \${owned.outputs.o} $(cat README.md) $H" >> "$TRACE"\`] })
export default story({ name: 'images', on: [push()], stages: { one: { owned, other, crash }, two: { after } } })
`
const endless = `import { job, push, sh, story } from 'pipegen'
const one = job({ image: '${image}', steps: [sh\`echo begun; sleep 1000\`] })
export default story({ name: 'endless', on: [push()], stages: { a: { one } } })
`
const left = () => podman('ps', '--all', '--quiet', '--filter', 'label=pipegen-run').stdout.trim()

describe.skipIf(!canRun)(canRun ? 'with podman itself' : 'NOT RUN, for there is no podman that works: images', () => {
  beforeAll(() => expect(left()).toBe(''))
  afterAll(() => void podman('rmi', '--force', image))

  test('jobs run inside of images, as their users, with services beside them', async () => {
    await inNewFolderLater(async (folder) => {
      const { code, stdout } = runPlaced(placeStory(folder, story), [], { WORD: 'tops3cret' })
      const text = stdout.toString()
      expect({ code, text: code === 0 ? '' : text }).toEqual({ code: 0, text: '' })
      expect(text).not.toContain('tops3cret')
      expect(text).toContain('the service gone has ended')
      expect(readFileSync(join(folder, 'trace'), 'utf8')).toBe('after served tops3cret 1234 A project. 127.0.0.1\n')
      expect(left()).toBe('')
    })
  })

  test.each(['SIGKILL', 'SIGTERM'] as const)('a run that %s ends leaves nothing', async (signal) => {
    await inNewFolderLater(async (folder) => {
      const here: Here = placeStory(folder, endless)
      const run = startPlaced(here)
      while (left() === '') await new Promise((resolve) => setImmediate(resolve))
      run.kill(signal)
      await new Promise((resolve) => run.once('exit', resolve))
      // The keeper comes to it in its own time.
      while (left() !== '') await new Promise((resolve) => setImmediate(resolve))
      expect(existsSync(here.project)).toBe(true)
    })
  })
})
