import { job, push, sh, story, tag } from 'pipegen'

const echoOne = job({ steps: [sh`echo one`] })
const echoTwo = job({ steps: [sh`echo two`] })
const sayThree = job({ name: 'Say three', steps: [sh`echo three`] })
const shAppReportShAllFiles = job({ steps: [sh`sh /app/report.sh --all files`] })

export default story({
  name: 'ci',
  targets: ['codeship'],
  on: [push(), tag('**')],
  defaults: { image: 'busybox' },
  stages: { echoOne: { echoOne, echoTwo, sayThree }, shAppReportShAllFiles },
})
