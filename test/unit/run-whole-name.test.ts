import { expect, test } from 'vitest'
import type { Engine } from '../../src/run/engine.ts'
import { wholeName } from '../../src/run/whole-name.ts'

const engine = (name: Engine['name'], here: readonly string[] = []): Engine => ({
  name,
  call: (args) => (here.includes(args.at(-1) ?? '') ? Promise.resolve('') : Promise.reject(new Error('no such image'))),
})

test.each([
  ['postgres:17', 'docker.io/library/postgres:17'],
  ['bitnami/redis', 'docker.io/bitnami/redis'],
  ['ghcr.io/shop/web:1', 'ghcr.io/shop/web:1'],
  ['localhost/shop', 'localhost/shop'],
  ['registry:5000/shop', 'registry:5000/shop'],
])('podman finds %s', async (image, whole) => {
  expect(await wholeName(engine('podman'), image)).toBe(whole)
  expect(await wholeName(engine('docker'), image)).toBe(image)
})

test('an image that is here keeps its name', async () => {
  expect(await wholeName(engine('podman', ['shop/box:1']), 'shop/box:1')).toBe('shop/box:1')
})
