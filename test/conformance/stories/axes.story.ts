// What the rows of a matrix add and take away, and failures in some of them.
import { job, matrix, push, sh, story } from 'pipegen'

const wide = job({
  matrix: matrix(
    { a: ['1', '2', '3'], b: ['x', 'y'] },
    {
      exclude: [{ a: '2' }, { a: '3', b: 'y' }],
      include: [
        { a: '1', b: 'x', more: 'm 1' },
        { a: '9', b: 'z', more: 'm+' },
      ],
    },
  ),
  steps: ({ a, b, more }) => [sh`echo "wide:${a}${b} ${more}." >> "$TRACE"`],
})
const some = job({
  matrix: { n: ['1', '2', '3'] },
  allowFailure: true,
  steps: ({ n }) => [sh`echo "some:${n} runs" >> "$TRACE"; [ ${n} != 2 ]`, sh`echo "some:${n} goes on" >> "$TRACE"`],
})
const after = job({ steps: [sh`echo "after runs" >> "$TRACE"`] })

export default story({ name: 'axes', on: [push()], stages: { one: { wide, some }, two: { after } } })
