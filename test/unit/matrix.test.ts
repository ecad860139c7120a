import { expect, test } from 'vitest'
import { combine } from '../../dsl/compile/matrix.ts'

const axes = [
  { name: 'version', values: ['22', '24'] },
  { name: 'os', values: ['linux', 'macos'] },
]

test('all combinations, in the order of the axes', () => {
  expect(combine(axes, [], [])).toEqual([
    { version: '22', os: 'linux' },
    { version: '22', os: 'macos' },
    { version: '24', os: 'linux' },
    { version: '24', os: 'macos' },
  ])
})

test('an exclusion leaves out every cell that has its values', () => {
  expect(combine(axes, [{ os: 'macos' }], [])).toEqual([
    { version: '22', os: 'linux' },
    { version: '24', os: 'linux' },
  ])
})

test('a row that agrees with cells adds to them', () => {
  expect(combine(axes, [{ os: 'macos' }], [{ version: '24', experimental: 'yes' }])).toEqual([
    { version: '22', os: 'linux' },
    { version: '24', os: 'linux', experimental: 'yes' },
  ])
})

test('a row that agrees with none becomes a cell, which later rows do not change', () => {
  expect(
    combine(
      axes,
      [],
      [
        { version: '26', os: 'linux' },
        { version: '26', os: 'linux', experimental: 'yes' },
      ],
    ),
  ).toHaveLength(6)
})

test('a row without values of the axes adds to every cell', () => {
  expect(combine([axes[0] as (typeof axes)[0]], [], [{ flags: '--all' }])).toEqual([
    { version: '22', flags: '--all' },
    { version: '24', flags: '--all' },
  ])
})

// The worked example of the vendor whose matrix this is: rows overwrite what rows added, never what the axes gave.
test('rows may overwrite what earlier rows added', () => {
  const fruit = [
    { name: 'fruit', values: ['apple', 'pear'] },
    { name: 'animal', values: ['cat', 'dog'] },
  ]
  const rows = [
    { color: 'green' },
    { color: 'pink', animal: 'cat' },
    { fruit: 'apple', shape: 'circle' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]
  expect(combine(fruit, [], rows)).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ])
})
