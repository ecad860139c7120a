import { expect, test } from 'vitest'
import { near } from '../../src/near.ts'

const known = ['steps', 'needs', 'matrix', 'environment']

test.each([
  ['stps', 'steps'],
  ['setps', 'steps'],
  ['Needs', 'needs'],
  ['enviroment', 'environment'],
  ['metrix', 'matrix'],
])('%s was meant to be %s', (word, meant) => {
  expect(near(word, known)).toBe(meant)
})

test('nothing is near a word of its own', () => {
  expect(near('cache', known)).toBeUndefined()
})
