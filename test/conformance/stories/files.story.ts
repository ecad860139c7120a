// Artifacts of any name and kind come as they were: spaces, other alphabets, links, empty files, modes where they are asked for.
import { job, push, sh, story } from 'pipegen'

const make = job({
  artifacts: {
    odd: { paths: ['odd/'], modes: true },
    globbed: { paths: ['**/*.log', 'one-file.txt'] },
  },
  steps: [
    sh`
      mkdir -p 'odd/a b' odd/日本 odd/empty odd/.hidden logs/deeper
      echo 1 > 'odd/a b/c  d.txt'
      echo 2 > 'odd/日本/é.txt'
      echo 3 > 'odd/$HOME;x&y.txt'
      echo 4 > "odd/it's.txt"
      echo 5 > odd/.hidden/.file
      : > odd/empty.txt
      echo 6 > -odd
      cp -- -odd odd/-dash
      ln -s 'a b/c  d.txt' odd/link
      printf '#!/bin/sh\necho seven\n' > odd/run
      chmod 755 odd/run
      head -c 100000 /dev/zero > odd/zeros
      echo 8 > logs/deeper/x.log
      echo 9 > top.log
      echo 10 > one-file.txt
    `,
  ],
})
const look = job({
  needs: [make],
  steps: [
    sh`echo "look $(cat 'odd/a b/c  d.txt' 'odd/日本/é.txt' 'odd/$HOME;x&y.txt' "odd/it's.txt" odd/.hidden/.file ./odd/-dash | tr '\n' ' ')" >> "$TRACE"`,
    sh`echo "look empty $([ -f odd/empty.txt ] && [ ! -s odd/empty.txt ] && echo yes) link $(cat odd/link)" >> "$TRACE"`,
    sh`echo "look runs $(./odd/run) zeros $(wc -c < odd/zeros | tr -d ' ')" >> "$TRACE"`,
    sh`echo "look logs $(cat logs/deeper/x.log top.log one-file.txt | tr '\n' ' ')" >> "$TRACE"`,
  ],
})

export default story({ name: 'files', on: [push()], stages: { one: { make }, two: { look } } })
