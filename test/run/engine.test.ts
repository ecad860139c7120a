import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { inNewFolder, writeInto } from '../harness/checkout.ts'
import { placeStory, runPlaced } from '../harness/run-here.ts'

// An engine that writes down what it is asked, and runs on this machine what it is to run inside.
const engine = `#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case $1 in
  exec)
    shift
    while [ $# -gt 0 ]; do
      case $1 in
        --workdir) cd "$2" || exit 1; shift 2 ;;
        --env | --user) shift 2 ;;
        *) shift; break ;;
      esac
    done
    case $1 in
      cat) echo '  0: 00000000:1538 00000000:0000 0A 0' ;;
      chown | pg_isready) ;;
      *) exec "$@" ;;
    esac ;;
  port) echo 127.0.0.1:49153 ;;
esac
`
const story = `import { job, push, secret, service, sh, story } from 'pipegen'
const db = service({ image: 'postgres:17', port: 5432, env: { POSTGRES_PASSWORD: secret('DB_PASSWORD') } })
const inside = job({ image: { name: 'python:3.13', user: 'builder' }, services: { db }, env: { H: db.host, P: db.port, S: secret('DB_PASSWORD') }, steps: [sh\`echo "inside $H:$P" >> "$TRACE"\`] })
const beside = job({ services: { db }, env: { H: db.host, P: db.port }, steps: [sh\`echo "beside $H:$P" >> "$TRACE"\`] })
export default story({ name: 'engine', on: [push()], stages: { one: { inside }, two: { beside } } })
`

test('images and services come up by an engine, and go with the job', () => {
  inNewFolder((folder) => {
    const calls = join(folder, 'calls')
    writeInto(folder, { 'bin/docker': engine })
    chmodSync(join(folder, 'bin/docker'), 0o755)
    const env = {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
      CALLS: calls,
      DB_PASSWORD: 'tops3cret',
    }
    const { code, stderr, stdout } = runPlaced(placeStory(folder, story), [], env)
    expect({ code, stderr, stdout: code === 0 ? '' : stdout.toString() }).toEqual({ code: 0, stderr: '', stdout: '' })
    // A job inside of an image reaches a service by its name, one on the machine by a port of the engine's choice.
    expect(readFileSync(join(folder, 'trace'), 'utf8')).toBe('inside db:5432\nbeside 127.0.0.1:49153\n')
    const made = readFileSync(calls, 'utf8')
    expect(made).not.toContain('tops3cret')
    expect(made).toMatch(
      /^run --detach --name \S+ --network \S+ --label pipegen-run=\S+ --workdir \S+ --security-opt label=disable .*--user builder --entrypoint sh python:3\.13 -c /m,
    )
    expect(made).toMatch(/^run .*--network-alias db .*--env POSTGRES_PASSWORD postgres:17$/m)
    expect(made).toMatch(
      /^exec --workdir \S+ --env CI --env H --env P --env S \S+ bash --noprofile --norc -eo pipefail \S+$/m,
    )
    // Whatever was brought up is taken down: three containers and two networks.
    const removed = [...made.matchAll(/^rm --force --volumes (.*)$/gm)].flatMap(([, names = '']) => names.split(' '))
    expect(new Set(removed).size).toBe(3)
    expect(made.match(/^network rm /gm)).toHaveLength(2)
  })
})
