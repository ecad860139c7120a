import { expect, test } from 'vitest'
import { isPlain } from '../../src/shell/plain.ts'

test('a script of simple commands is told from others', () => {
  expect(isPlain('npm ci\n# why\nnpm test -- "$NAME" ${OTHER} \'a b\'')).toBe(true)
  for (const script of ['cd src', 'a && b', 'X=1', 'echo "$(b)"', 'a > b', '', 'echo -n a'])
    expect(isPlain(script)).toBe(false)
})

// There is one way to read it, or this would not end.
test('a long line of variables is told too', () => {
  const line = Array.from({ length: 200 }, (_, index) => `"$VARIABLE_NUMBER_${index}" $VARIABLE_NUMBER_${index}`).join(
    ' ',
  )
  expect(isPlain(`echo ${line}`)).toBe(true)
  expect(isPlain(`echo ${line} >> file`)).toBe(false)
})
