// Where steps work, what they may write, and what of it the next step and the next job find.
import { job, push, sh, step, story } from 'pipegen'

const works = job({
  env: { PLACE: 'job' },
  steps: [
    step({
      run: sh`mkdir -p ../"$(basename "$PWD")"/deep/er; pwd > deep/er/where; echo "works $(basename "$(dirname "$PWD/x")" | wc -l | tr -d ' ')" >> "$TRACE"`,
      workingDirectory: '.',
    }),
    step({
      run: sh`cat where > /dev/null; echo "works in $(basename "$PWD") below $(basename "$(dirname "$PWD")")" >> "$TRACE"`,
      workingDirectory: 'deep/er',
    }),
    step({
      shell: 'sh',
      run: sh`echo "works in $(basename "$PWD") by sh" >> "$TRACE"; echo x > made`,
      workingDirectory: './src/',
    }),
    sh`echo "works finds $(cat src/made)" >> "$TRACE"`,
    sh`rm -rf src .git; echo "works left $([ -e src ] && echo src || echo none)" >> "$TRACE"`,
    sh`touch "$HOME/.home-was-here" && echo "works has a home" >> "$TRACE"`,
    sh`f=$(mktemp) && echo "works has room $([ -w "$f" ] && echo yes)" >> "$TRACE"`,
    sh`chmod 000 README.md; mkdir -p closed && chmod 500 closed; echo "works closes" >> "$TRACE"`,
    sh`ln -s /nowhere broken; ln -s . loop; echo "works links" >> "$TRACE"`,
  ],
})
const next = job({
  steps: [
    sh`echo "next has $(cat README.md) $(ls | tr '\n' ' ' | grep -c 'broken\\|closed\\|deep' || true)" >> "$TRACE"`,
  ],
})
export default story({ name: 'places', on: [push()], stages: { one: { works }, two: { next } } })
