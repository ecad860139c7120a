import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { branch, docker, environment, push, service, sh } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { tekton } from '../../emitters/tekton/index.ts'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import type { TektonPipelineTask, TektonStep } from '../../emitters/tekton/schema.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { objectsIn } from '../harness/tekton-objects.ts'
import { compiled, jobOf, storyOf } from '../unit/tekton-emit.ts'

const registry = 'image-registry.openshift-image-registry.svc:5000/shop'

/** A story that builds an image, keeps it in the registry of the cluster and rolls it out with `oc`. */
const shop = () => {
  const unit = jobOf({
    image: `${registry}/tools:1`,
    services: { db: service({ image: 'postgres:17', port: 5432 }) },
    steps: [sh`make test`],
  })
  const image = jobOf({
    image: 'quay.io/buildah/stable:v1.41.4',
    steps: [sh`buildah bud --tag ${registry}/app .`, sh`buildah push ${registry}/app`],
  })
  const rollout = jobOf({
    needs: [unit, image],
    when: branch('main'),
    environment: environment('production'),
    image: 'quay.io/openshift/origin-cli:4.20',
    steps: [sh`oc apply --kustomize deployment`, sh`oc rollout status deployment/app --timeout=5m`],
  })
  return storyOf({ unit, image, rollout }, [push()])
}

async function objectsFor(vendor: typeof tekton | typeof tektonPlain) {
  const { report, found } = collect()
  const outputs = await emitStories([compiled(shop())], [vendor], report)
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  return objectsIn(outputs)
}

interface Pod {
  readonly params?: readonly { readonly name: string; readonly value: string }[]
  readonly tasks?: readonly TektonPipelineTask[]
  readonly pipelineSpec?: { readonly tasks: readonly TektonPipelineTask[] }
}

describe.each([tekton, tektonPlain])('on OpenShift, $id', (vendor) => {
  const tasks = async () =>
    (await objectsFor(vendor)).flatMap(({ spec }) => {
      const pod = spec as Pod | undefined
      return pod?.tasks ?? pod?.pipelineSpec?.tasks ?? []
    })

  // https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/images/creating-images
  test('asks for no user, so that the cluster gives one', async () => {
    const text = JSON.stringify(await objectsFor(vendor))
    expect(text).not.toMatch(/"(runAsUser|runAsGroup|fsGroup|runAsNonRoot|privileged|hostPath)"/)
  })

  test('a container is privileged only where the story asks for Docker', async () => {
    const { report } = collect()
    const story = storyOf({ image: jobOf({ image: 'docker:28-cli', tools: [docker()], steps: [sh`docker build .`] }) })
    const text = JSON.stringify(objectsIn(await emitStories([compiled(story)], [vendor], report)))
    expect(text.match(/"privileged":true/g)).toHaveLength(1)
  })

  test('every step has a home that any user may write to', async () => {
    const made = await tasks()
    expect(made.map(({ name }) => name)).toEqual(['unit', 'image', 'rollout'])
    for (const { taskSpec } of made)
      expect(taskSpec?.stepTemplate?.env).toContainEqual({ name: 'HOME', value: '/tekton/home' })
  })

  test('the sources are for any user', async () => {
    for (const { taskSpec } of await tasks())
      expect(modesAfter(taskSpec?.steps.find(({ name }) => name === 'checkout') as TektonStep)).toEqual([0o777, 0o666])
  })

  test('images of the registry of the cluster are pulled without a login, and oc talks to its own cluster', async () => {
    const objects = await objectsFor(vendor)
    expect(JSON.stringify(objects)).not.toContain('imagePullSecrets')
    const [unit, , rollout] = await tasks()
    expect(unit?.taskSpec?.steps.at(-1)?.image).toBe(`${registry}/tools:1`)
    expect(rollout?.taskSpec?.steps.at(-1)?.script).toContain('oc rollout status deployment/app --timeout=5m')
    for (const { kind, metadata, automountServiceAccountToken } of objects)
      if (kind === 'ServiceAccount' && metadata.name === 'ci-deployments')
        expect(automountServiceAccountToken).toBeUndefined()
  })
})

/** The modes of the folder and of a file in it after a checkout; git is played, and the files are made as it would. */
function modesAfter({ script }: TektonStep): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  try {
    const git = join(folder, '.git-played')
    writeFileSync(git, '#!/bin/sh\ncase "$*" in *checkout*) : >file ;; esac\n', { mode: 0o755 })
    const lines = `umask 022\ngit() { ${git} "$@"; }\n${script ?? ''}`
    const env = { PATH: process.env.PATH, SOURCE_URL: 'url', REVISION: 'HEAD' }
    const { status, stderr } = spawnSync('sh', ['-c', lines], { cwd: folder, encoding: 'utf8', env })
    if (status !== 0) throw new Error(stderr)
    const files = readdirSync(folder).filter((name) => !name.startsWith('.'))
    return [folder, ...files.map((name) => join(folder, name))].map((path) => statSync(path).mode & 0o777)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
